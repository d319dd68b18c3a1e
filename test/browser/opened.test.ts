import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { checkView } from './check-view.ts';
import { finish, startFilled } from './filled.ts';
import { focused } from './keyboard.ts';
import type { Panel } from './panel.ts';
import { type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

/** What opens on top of a view. */
const OPENED: Record<string, { at: string; open?: (page: Page) => Promise<unknown> }> = {
  'the rows behind a number': {
    at: 'usage?rows=activities',
    async open(page) {
      const count = `${words(within(written, 30).length)} activities`;
      await page.getByRole('dialog').getByRole('status').getByText(count).waitFor();
    },
  },
  'the range picker': { at: 'analytics', open: press('Last 30 days') },
  'the command palette': {
    at: 'analytics',
    async open(page) {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search' }).fill('number0');
      await page.getByRole('option').filter({ hasText: 'Person Number' }).first().waitFor();
    },
  },
  'the choice of columns': { at: 'usage', open: press('Columns') },
  'the keys': {
    at: 'analytics',
    async open(page) {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
};

it.each(Object.entries(OPENED))('is accessible and fits every window: %s', async (_, { at, open }) => {
  const page = await panel.open(at);
  await open?.(page);
  await checkView(page);
});

it('covers a phone whole with the rows behind a number', async () => {
  const page = await panel.open('usage?rows=activities', { viewport: { width: 360, height: 740 } });
  await settled(page);
  const across = async () => {
    const box = (await page.getByRole('dialog').boundingBox())!;
    return [box.x, box.width].map(Math.round);
  };
  await expect.poll(across).toEqual([0, 360]);
});

it.each(['analytics', '../api/docs'])(
  'sends a policy without inline scripts, which is kept: %s',
  async (at) => {
    const page = await panel.signedIn();
    const answer = (await page.goto(new URL(at, panel.url).href))!;
    const policy = Object.fromEntries(
      (answer.headers()['content-security-policy'] ?? '')
        .split(';')
        .map((part) => part.trim().split(/\s+/))
        .map(([name, ...values]) => [name, values]),
    );
    const scripts = policy['script-src'] ?? policy['default-src'];
    expect(scripts).toEqual(["'self'"]);
    // The pages' own watch for violations: it sees what it is there to see.
    await page.addScriptTag({ content: 'window.ran = true' }).catch(() => undefined);
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    const seen = () => panel.problems.filter((problem) => problem.startsWith('policy violated: script-src'));
    await expect.poll(seen).toHaveLength(1);
    panel.problems.splice(0);
  },
);

it('can be reached whole by keyboard: skip link, tabs, range, chart', async () => {
  const page = await panel.open('analytics');
  await settled(page);
  const focused = () =>
    page.evaluate(() => {
      const el = document.activeElement;
      return el?.getAttribute('aria-label') ?? el?.textContent?.trim() ?? '';
    });
  const places = ['Skip to content', 'Skip to the chart', 'Analytics', 'Last 30 days', 'Activities by day'];
  const order: string[] = [];
  while (order.length < 120 && !order.at(-1)?.startsWith(places.at(-1)!)) {
    await page.keyboard.press('Tab');
    order.push(await focused());
  }
  const found = places.map((place) => order.findIndex((text) => text.startsWith(place)));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
});

it('leads through the tools of the header by the arrow keys, and past them by Tab', async () => {
  const page = await panel.open('analytics');
  await settled(page);
  const tools = page.getByRole('toolbar', { name: 'Tools' });
  await tools.getByRole('button', { name: 'Search and jump' }).first().focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe('Account');
  await page.keyboard.press('Tab');
  expect(await tools.evaluate((box) => box.contains(document.activeElement))).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('Account');
});

it('skips to the table, and leaves out what a view has not', async () => {
  const page = await panel.open('usage');
  await page.getByRole('region', { name: 'User table' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the table');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('table');
});
