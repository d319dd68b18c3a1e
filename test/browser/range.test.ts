import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings, settled } from './axe.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ timezone: 'UTC' });
});
afterAll(() => finish(panel));

const picker = (page: Page) => page.getByRole('group', { name: 'Range' });
const trigger = (page: Page) =>
  page.locator('button[aria-expanded]').filter({ has: page.locator('.lucide-calendar-days') });
const today = () => new Date().toISOString().slice(0, 10);
/** First and last day of the month so many months ago. */
const monthAgo = (n: number) => {
  const [year = 0, month = 0] = today().split('-').map(Number);
  const day = (months: number, date: number) =>
    new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
  return { first: day(-n, 1), last: day(1 - n, 0) };
};

it('goes from this month to the whole last one, and back', async () => {
  const page = await panel.open('usage?period=month');
  await settled(page);
  const { first, last } = monthAgo(1);
  await page.getByRole('button', { name: 'One period back' }).click();
  await page.waitForURL(new RegExp(`startDate=${first}&endDate=${last}`));
  const name = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });
  await trigger(page)
    .getByText(name.format(new Date(first)))
    .waitFor();
  await page.keyboard.press('[');
  await page.waitForURL(new RegExp(`startDate=${monthAgo(2).first}&endDate=${monthAgo(2).last}`));
  await page.keyboard.press(']');
  await page.waitForURL(new RegExp(`startDate=${first}`));
  await page.keyboard.press(']');
  await page.waitForURL(/usage\?period=month$/);
  expect(await page.getByRole('button', { name: 'One period forward' }).isDisabled()).toBe(true);
});

it('offers whole weeks, months, quarters and years', async () => {
  const page = await panel.open('usage');
  for (const [label, address] of [
    ['Last month', /usage\?period=last_month$/],
    ['This quarter', /usage\?period=quarter$/],
    ['Last year', /usage\?period=last_year$/],
    ['Last week', /usage\?period=last_week$/],
    ['This week', /usage\?period=week$/],
    ['Last 30 days', /usage$/],
  ] as const) {
    await trigger(page).click();
    await picker(page).getByRole('button', { name: label }).click();
    await page.waitForURL(address);
    await trigger(page).click();
    await expect.poll(() => picker(page).locator('[aria-pressed=true]', { hasText: label }).count()).toBe(1);
    await page.keyboard.press('Escape');
  }
});

it('is accessible where it is opened', async () => {
  const page = await panel.open('usage');
  await trigger(page).click();
  await page.getByLabel('First day').waitFor();
  expect(await findings(page)).toEqual([]);
});

it.each(['analytics', 'usage', 'reports', 'system'])(
  'names a zone that there is none of, shows the view, and leads out of it: %s',
  async (view) => {
    const page = await panel.open(`${view}?timezone=Mars/Olympus`);
    const notice = page.getByRole('alert').filter({ hasText: '“Mars/Olympus” isn’t a time zone.' });
    await notice.getByText('Times are shown in UTC.').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await notice.getByRole('button', { name: 'Remove it from the address' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('Mars');
  },
);

it.each([
  'startDate=2026-13-45&endDate=2026-13-50',
  'period=fortnight',
  'startDate=soon',
  'page=-3&sort=%00&size=x',
])('keeps the shell and a way out at an address such as ?%s', async (search) => {
  const page = await panel.open(`usage?${search}`);
  await page.getByRole('heading', { level: 1, name: 'Usage' }).waitFor();
  await settled(page);
  await trigger(page).click();
  await page.getByLabel('First day').waitFor();
  await picker(page).getByRole('button', { name: 'Last 7 days' }).click();
  await page.waitForURL(/period=7days/);
});
