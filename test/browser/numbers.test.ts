import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from './axe.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, type Written, within, words } from './platform.ts';

const DAY = 86_400_000;

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const drawer = (page: Page) => page.getByRole('dialog').filter({ has: page.getByRole('heading') });
const dollars = (minor: number) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(minor / 100);

it('opens the accounts behind the cards of users, as many as they say', async () => {
  const page = await panel.open('analytics?period=30days');
  const cards = page.getByRole('region', { name: 'Users, metrics' });
  for (const [label, address, words] of [
    ['New users', /joined=range/, 'joined in the range'],
    ['Total users', /joined=ever/, 'at the end of the range'],
    ['Active users', /usage\?period=30days#users$/, 'active in the range'],
  ] as const) {
    const card = cards.getByRole('listitem').filter({ hasText: label });
    const count = await card.locator('[title]').filter({ hasText: /^\d+$/ }).first().textContent();
    await card.getByRole('link', { name: `Users behind ${label}` }).click();
    await page.waitForURL(address);
    await page.getByText(`${count} ${words}`, { exact: true }).waitFor();
    await page.goBack();
  }
  await page.goto(`${panel.url}usage?period=30days&joined=range`);
  await page.getByRole('button', { name: 'Take off: Joined in the range' }).click();
  await page.waitForURL(/usage\?period=30days$/);
  const active = new Set(within(written, 30).map(({ userId }) => userId)).size;
  await page.getByText(`${active} active in the range`).waitFor();
});

it('explains a number by keyboard, and leads from there to the payments that it adds up', async () => {
  const page = await panel.open('analytics?period=30days');
  const paid = written.purchases.filter(({ at }) => at >= written.today - 29 * DAY);
  const revenue = dollars(paid.reduce((sum, { amount }) => sum + amount, 0));
  const label = page.getByRole('button', { name: 'Revenue: what it means' });
  await label.focus();
  await page.keyboard.press('Enter');
  const box = page.getByRole('dialog', { name: 'Revenue, explained' });
  await box.getByText(revenue, { exact: true }).waitFor();
  await box.getByText('Purchases, refunds being negative ones').waitFor();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
  expect(await label.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('Enter');
  const file = await box.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
  const text = await (await page.request.get(file!)).text();
  expect(text.trim().split('\r\n')).toHaveLength(paid.length + 1);
  await box.getByRole('link', { name: 'See the rows' }).click();
  await page.waitForURL(/rows=payments\.purchase\.USD/);
  await drawer(page).getByRole('heading', { name: 'Purchases' }).waitFor();
  const sum = `${revenue} in ${words(paid.length)} transaction`;
  await drawer(page).getByRole('status').filter({ hasText: sum }).waitFor();
  await expect.poll(() => drawer(page).locator('li').count()).toBe(Math.min(50, paid.length));
  expect(await findings(page)).toEqual([]);
});

it('tells of today, and lists a sum, a difference and a point of the chart', async () => {
  const page = await panel.open('analytics?period=7days');
  await page.getByText(/no activity by \d\d:\d\d|too early to tell/i).waitFor();
  const yesterday = within(written, 2);
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: `See the ${words(yesterday.length)} activities` }).click();
  await drawer(page).getByRole('status').getByText(words(yesterday.length), { exact: true }).waitFor();
  await page.goBack();

  const added = countOf(written.activities, 'media_uploaded');
  const removed = countOf(written.activities, 'media_deleted');
  await page.getByRole('link', { name: 'Activities behind Media items' }).click();
  await drawer(page)
    .getByText(`${words(added - removed)} = ${words(added)} added − ${words(removed)} removed`)
    .waitFor();
  const made = countOf(
    within(written, 30),
    'session_created',
    'smart_caption_generated',
    'custom_caption_created',
    'babecock_created',
    'media_uploaded',
  );
  await page.goto(`${panel.url}usage?period=30days`);
  await page
    .getByRole('region', { name: 'Summary' })
    .getByRole('link', { name: words(made), exact: true })
    .click();
  await page.waitForURL(/rows=totalActivity/);
  await drawer(page).getByRole('status').getByText(words(made), { exact: true }).waitFor();
});

it('compares what is under way with the same part, and draws no fall', async () => {
  const page = await panel.open('analytics?period=30days');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.focus();
  await page.keyboard.press('End');
  await expect
    .poll(() => chart.getAttribute('aria-valuetext'))
    .toMatch(/so far: 0, .*, until \d\d:\d\d: \d+$/);
  const [, hour, minute, told] =
    /until (\d\d):(\d\d): (\d+)$/.exec((await chart.getAttribute('aria-valuetext')) ?? '') ?? [];
  const day = written.today - 30 * DAY;
  const until = day + (Number(hour) * 60 + Number(minute)) * 60_000;
  expect(Number(told)).toBe(written.activities.filter(({ at }) => at >= day && at < until).length);
  // Of thirty days twenty-nine are over: the line of an amount ends there, that of a stock today.
  const corners = async (label: string) => {
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: `${label}: what` }) });
    const path = (await card.locator('svg path[fill=none]').first().getAttribute('d')) ?? '';
    return path.split('L').length;
  };
  expect([await corners('Uploads'), await corners('Total users')]).toEqual([29, 30]);
});

it('charts a card’s own number, and opens what there was at a bucket’s end', async () => {
  const page = await panel.open('analytics?period=30days');
  const last = async (label: string) => {
    await page.getByRole('link', { name: new RegExp(`^${label} .*: in the chart$`) }).click();
    const chart = page.getByRole('slider', { name: new RegExp(`^${label} by day`) });
    await chart.focus();
    await page.keyboard.press('End');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/so far/);
    return {
      chart,
      text: /so far: ([\d,]*\d)/.exec((await chart.getAttribute('aria-valuetext')) ?? '')?.[1],
    };
  };
  const sessions = countOf(written.activities, 'session_created');
  expect((await last('Total sessions')).text).toBe(words(sessions));
  const card = page.getByRole('listitem').filter({ hasText: 'Total users' });
  const users = await card.getByRole('link', { name: /in the chart$/ }).textContent();
  const { chart, text } = await last('Total users');
  expect(text).toBe(users);
  expect(await card.getAttribute('data-selected')).toBe('true');

  // What there was ten days ago, and its list.
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
  const then = /: ([\d,]*\d)/.exec((await chart.getAttribute('aria-valuetext')) ?? '')?.[1];
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /^See the .* users?$/ }).click();
  await page.waitForURL(/joined=ever/);
  await page.getByText(`${then} at the end of the range`, { exact: true }).waitFor();
});
