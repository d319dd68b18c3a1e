import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { retain } from '../../src/jobs/retention.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { findings, settled } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  ({ panel } = await startFilled({ timezone: 'Europe/Berlin' }));
});
afterAll(() => finish(panel));

const inTokyo = { who: 'mika@example.com', timezoneId: 'Asia/Tokyo' } as const;
/** What the page says about its range. */
const shown = (page: Page, zone: string) => page.getByText(new RegExp(`${zone} GMT[+-]\\d+`)).first();
const openPicker = async (page: Page) => {
  await page
    .locator('button[aria-expanded]')
    .filter({ has: page.locator('.lucide-calendar-days') })
    .click();
  await page.getByRole('button', { name: /^Time zone/ }).click();
  return page.getByRole('combobox', { name: 'Find a time zone' });
};
const optionsOf = (page: Page) => page.getByRole('listbox', { name: 'Time zones' }).getByRole('option');

it.each(['analytics', 'usage', 'reports?by=day', 'community', 'referrals'])(
  'shows a new operator %s in the zone of their browser, with nothing in the address',
  async (view) => {
    const page = await panel.open(view, inTokyo);
    await shown(page, 'Asia/Tokyo').waitFor();
    expect(page.url()).not.toContain('timezone');
  },
);

it('keeps that zone for the operator, whatever device they come with', async () => {
  const first = await panel.open('usage', { who: 'kim@example.com', timezoneId: 'Asia/Seoul' });
  await shown(first, 'Asia/Seoul').waitFor();
  const phone = await panel.open('usage', { who: 'kim@example.com', timezoneId: 'America/Lima' });
  await shown(phone, 'Asia/Seoul').waitFor();
});

it('asks for the first view in the remembered zone once, and for nothing in another', async () => {
  const page = await panel.open('analytics', inTokyo);
  await settled(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (/\/(analytics|usage-summary)$/.test(pathname) && pathname.includes('/api/')) asked.push(search);
  });
  await page.reload();
  await settled(page);
  const usual = asked.filter((search) => search.includes('period=30days'));
  expect(usual).toEqual(Array(2).fill('?period=30days&timezone=Asia%2FTokyo'));
});

it('finds a zone by city, country and offset, by the keyboard alone, and keeps it', async () => {
  const page = await panel.open('usage', { who: 'lou@example.com', timezoneId: 'Europe/Paris' });
  await shown(page, 'Europe/Paris').waitFor();
  const search = await openPicker(page);
  await expect.poll(() => optionsOf(page).first().textContent()).toContain('Paris');
  const groups = page.getByRole('listbox', { name: 'Time zones' }).getByRole('group');
  const suggested = groups.first().getByRole('option');
  expect(await suggested.allTextContents()).toEqual([
    expect.stringMatching(/^Paris.*this browser’s/),
    expect.stringMatching(/^Berlin.*the server’s/),
    expect.stringMatching(/^UTC/),
  ]);
  expect(await groups.count()).toBeGreaterThan(5);
  expect(await findings(page)).toEqual([]);
  for (const [typed, found] of [
    ['kathm', /^Kathmandu.*GMT\+5:45/],
    ['nepal', /^Kathmandu/],
    ['utc+5:45', /^Kathmandu/],
    ['new york', /^New York.*United States/],
  ] as const) {
    await search.fill(typed);
    await expect.poll(() => optionsOf(page).first().textContent()).toMatch(found);
  }
  await search.fill('nowhere at all');
  await page.getByText('No time zone matches “nowhere at all”.').waitFor();
  await search.fill('brazil');
  await search.press('ArrowDown');
  const second = await optionsOf(page).nth(1).locator('span').first().textContent();
  await search.press('Enter');
  await search.waitFor({ state: 'detached' });
  await page.waitForURL(/timezone=America%2F/);
  await shown(page, `America/.*${second}`).waitFor();
  const elsewhere = await panel.open('usage', { who: 'lou@example.com', timezoneId: 'Asia/Tokyo' });
  await shown(elsewhere, `America/.*${second}`).waitFor();
});

it('closes the list by Escape, and leaves the box of the range open', async () => {
  const page = await panel.open('usage');
  const search = await openPicker(page);
  await search.press('Escape');
  await search.waitFor({ state: 'detached' });
  expect(
    await page.getByRole('button', { name: /^Time zone/ }).evaluate((b) => b === document.activeElement),
  ).toBe(true);
  await page.getByRole('button', { name: 'Last 7 days' }).waitFor();
});

it('shows an address with a zone in that one, and lets the operator keep theirs', async () => {
  const page = await panel.open('usage?timezone=America/Lima', inTokyo);
  await shown(page, 'America/Lima').waitFor();
  await page.getByRole('link', { name: 'Community' }).click();
  await shown(page, 'America/Lima').waitFor();
  const own = await panel.open('usage', inTokyo);
  await shown(own, 'Asia/Tokyo').waitFor();
});

it('moves to the server’s zone where retention leaves no other, says so, and comes back', async () => {
  const { db } = panel.database;
  await buildBlocks(db, catalogue, { now: Date.now(), force: true });
  const activity = Object.fromEntries(Object.keys(catalogue.features).map((name) => [name, 10]));
  await retain(db, {
    catalogue,
    policy: { activity: activity as never, auditLog: 'keep', deadLetters: 'keep' },
    now: Date.now(),
  });
  for (const view of ['analytics', 'usage', 'reports?by=day']) {
    const page = await panel.open(view, inTokyo);
    const notice = page.getByRole('status').filter({ hasText: 'retention has removed activities' });
    await notice.getByText(/shown in Europe\/Berlin GMT\+\d, .*not in Asia\/Tokyo GMT\+9/).waitFor();
    await settled(page);
    await shown(page, 'Europe/Berlin').waitFor();
    expect(await page.getByText('Something went wrong').count()).toBe(0);
    await page.getByRole('button', { name: /Last 30 days/ }).click();
    await page.getByRole('button', { name: 'Last 7 days' }).click();
    await notice.waitFor({ state: 'detached' });
    await shown(page, 'Asia/Tokyo').waitFor();
    await page.close();
  }
});
