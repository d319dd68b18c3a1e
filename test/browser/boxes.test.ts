import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beyond, settled, still } from './axe.ts';
import { fillFacts } from './facts.ts';
import { finish, startFilled } from './filled.ts';
import { squeezed } from './fit.ts';
import type { Panel } from './panel.ts';
import { setAside } from './set-aside.ts';

type Size = readonly [width: number, height: number];
const SIZES: readonly Size[] = [
  [390, 844],
  [768, 1024],
  [1440, 900],
  // At 200 %: 640, 1024 and 1440 pixels.
  [320, 450],
  [512, 384],
  [720, 450],
];
/** The least of each way that a box is placed: at the foot, beside its button, and where there is no room for either. */
const FEW: readonly Size[] = [
  [320, 450],
  [640, 900],
  [720, 450],
];

let panel: Panel;
beforeAll(async () => {
  const { panel: filled, written } = await startFilled();
  panel = filled;
  await fillFacts(panel.analytics, written.today);
  await setAside(panel.analytics);
});
afterAll(() => finish(panel));

/** What a box shows of itself beyond the window, and what in it can not be brought into sight. */
const misfits = (box: Locator) =>
  box.evaluate((each) => {
    const SLACK = 0.5;
    const inside = ({ left, right, top, bottom }: DOMRect) =>
      left >= -SLACK && top >= -SLACK && right <= innerWidth + SLACK && bottom <= innerHeight + SLACK;
    const found: string[] = [];
    const { x, y, width, height } = each.getBoundingClientRect();
    if (!inside(each.getBoundingClientRect())) found.push(`the box is at ${x}, ${y}: ${width} × ${height}`);
    if (each.scrollWidth > each.clientWidth + 1)
      found.push(`${each.scrollWidth - each.clientWidth} px lie aside`);
    for (const part of each.querySelectorAll('a, button, input, select, textarea, li, p, dd')) {
      if (!part.checkVisibility() || part.getBoundingClientRect().height > innerHeight) continue;
      part.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (!inside(part.getBoundingClientRect()))
        found.push(`out of reach: ${part.textContent?.trim().slice(0, 40)}`);
    }
    return found;
  });

/** Opens each in turn at each size, and tells what does not fit. */
async function openAll(page: Page, buttons: Locator, boxOf: (of: Locator) => Promise<Locator>, sizes = FEW) {
  const found: string[] = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const button of await buttons.all()) {
      if (!(await button.isVisible()) || (await button.isDisabled())) continue;
      const name = (await button.getAttribute('aria-label')) ?? (await button.textContent());
      await button.click();
      const box = await boxOf(button);
      await box.locator('p, a, button, input').first().waitFor();
      await still(page);
      for (const each of await misfits(box)) found.push(`${name} at ${width} × ${height}: ${each}`);
      for (const each of await squeezed(page)) found.push(`${name} at ${width} × ${height}: ${each}`);
      if ((await beyond(page)) > 0) found.push(`${name} at ${width} × ${height}: the page scrolls sideways`);
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'detached' });
    }
  }
  return found;
}

const popover = async (button: Locator) =>
  button.page().locator(`[id="${await button.getAttribute('aria-controls')}"]`);
const dialog = async (button: Locator) => button.page().locator('dialog[open]');

it('opens every box of the header inside every window', async () => {
  const page = await panel.open('analytics');
  await settled(page);
  const buttons = page.getByRole('banner').locator('button[aria-expanded]');
  expect(await buttons.count()).toBe(4);
  expect(await openAll(page, buttons, popover, SIZES)).toEqual([]);
});

it.each([
  ['analytics', 4],
  ['usage', 9],
  ['reports?by=theme,day', 2],
  ['users/user-1?period=all', 1],
  ['referrals', 5],
  ['community', 5],
  ['audit', 1],
])('opens every box of a view inside every window: %s', async (view, least) => {
  const page = await panel.open(view);
  await settled(page);
  // Of all those that explain a number of their kind, the first and the last.
  await page.locator('main .explains, main .explain-sign').evaluateAll((all) => {
    for (const each of all.slice(1, -1)) each.setAttribute('data-passed', '');
  });
  const buttons = page.locator('main button[aria-expanded]:not([data-passed])');
  const all = page.locator('main button[aria-expanded]');
  expect(await all.count()).toBeGreaterThanOrEqual(least);
  expect(await openAll(page, buttons, popover, view === 'analytics' ? SIZES : FEW)).toEqual([]);
});

it.each([
  ['analytics', /^(Live|Add a note)/],
  ['users/user-1?period=all', /^Erase/],
  ['settings', /^(Remove|Revoke|Run)/],
])('opens every dialog inside every window: %s', async (view, name) => {
  const page = await panel.open(view);
  await settled(page);
  const buttons = page.locator('main').getByRole('button', { name });
  expect(await buttons.count()).toBeGreaterThan(0);
  expect(await openAll(page, buttons, dialog)).toEqual([]);
});

it.each([
  ['Control+k', 'Search and jump'],
  ['?', 'Help'],
])('opens what the key %s opens inside every window', async (key, name) => {
  const page = await panel.open('analytics');
  await settled(page);
  const box = page.getByRole('dialog', { name });
  for (const [width, height] of FEW) {
    await page.setViewportSize({ width, height });
    await page.keyboard.press(key);
    await box.waitFor();
    expect([width, ...(await misfits(box))]).toEqual([width]);
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
  }
});

it('opens what a point of the chart leads to inside every window', async () => {
  const page = await panel.open('analytics');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.waitFor();
  const menu = page.locator('#point-menu');
  for (const [width, height] of FEW) {
    await page.setViewportSize({ width, height });
    await settled(page);
    for (const key of ['Home', 'End']) {
      await chart.focus();
      await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      await menu.waitFor();
      expect([width, key, ...(await misfits(menu))]).toEqual([width, key]);
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
    }
  }
});
