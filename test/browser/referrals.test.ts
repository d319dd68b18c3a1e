import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { before, type Facts, recent } from './facts.ts';
import { finish, startWithFacts } from './filled.ts';
import type { Panel } from './panel.ts';
import { userName, type Written, words } from './platform.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;

let panel: Panel;
let written: Written;
let facts: Facts;
let firstSteps: string;
beforeAll(async () => {
  ({ panel, written, facts, firstSteps } = await startWithFacts(
    'referrals?period=365days',
    /new referrals?,/,
  ));
});
afterAll(() => finish(panel));

const table = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true }).getByRole('table');
const card = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });
const latest = (page: Page) => table(page, 'Referral table').locator('tbody tr');
const rewards = (list: Facts['referrals']) => list.reduce((sum, { reward }) => sum + reward, 0);

it('says how the first referral gets here', () => {
  expect(firstSteps).toContain('No referrals yet');
  expect(firstSteps).toContain('analytics.recordReferral');
});

it('shows the numbers that were recorded, against those of the days before', async () => {
  const page = await panel.open('referrals?period=30days');
  const month = recent(facts.referrals, written.today, 30);
  const earlier = before(facts.referrals, written.today, 30);
  const active = new Set(
    written.activities.filter(({ at }) => at >= written.today - 29 * DAY).map(({ userId }) => userId),
  );
  const activeReferees = facts.referrals.filter(({ referee }) => active.has(`user-${referee}`)).length;
  await page.getByText(`${month.length} new referrals`).waitFor();
  await card(page, 'New referrals').getByText(`${earlier.length} before`).waitFor({ state: 'attached' });
  await card(page, 'Total referred').getByText('50', { exact: true }).waitFor();
  await card(page, 'Active referred').getByText(`${activeReferees} of 50 referred`).waitFor();
  await card(page, 'Conversion')
    .getByText(`${Math.round(activeReferees * 20) / 10}%`, { exact: true })
    .waitFor();
  await card(page, 'Credits earned')
    .getByText(words(rewards(month)), { exact: true })
    .waitFor();
});

it('draws both ranges, and tells them as a table', async () => {
  const page = await panel.open('referrals?period=30days&view=table&metric=creditsEarned');
  const rows = table(page, 'Credits earned as a table').locator('tbody tr');
  const column = async (n: number) => {
    const cells = await rows.locator(`td:nth-child(${n})`).allInnerTexts();
    return cells.reduce((sum, cell) => sum + Number(cell.replaceAll(',', '')), 0);
  };
  await rows.first().waitFor();
  expect(await rows.count()).toBe(30);
  expect(await column(2)).toBe(rewards(recent(facts.referrals, written.today, 30)));
  // Today's row stands beside as much of its day: up to the last quarter of an hour.
  const sameTime = Math.floor(Date.now() / QUARTER) * QUARTER - 30 * DAY;
  const earlier = before(facts.referrals, written.today, 30).filter(({ at }) => at < sameTime);
  await expect.poll(() => column(3)).toBe(rewards(earlier));
  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  await page.getByRole('slider', { name: /^Credits earned by day/ }).focus();
  await page.keyboard.press('End');
  await page.getByTestId('readout').getByText('so far').waitFor();
});

it('leads from a top referrer to their page, in the same range', async () => {
  const page = await panel.open('referrals?period=90days');
  const count = (referrer: number) => facts.referrals.filter((fact) => fact.referrer === referrer);
  const ranked = [0, 1, 2, 3, 4, 5]
    .map((n) => ({ n, referred: count(n).length, credits: rewards(count(n)) }))
    .sort((a, b) => b.referred - a.referred || b.credits - a.credits);
  const rows = table(page, 'Referrer table').locator('tbody tr');
  await rows.first().waitFor();
  const shown = await rows.locator('td:nth-child(2)').allInnerTexts();
  expect(shown).toEqual(
    ranked.filter(({ referred }) => referred > 0).map(({ referred }) => String(referred)),
  );
  const name = userName(ranked[0]!.n);
  await rows.first().getByRole('link', { name, exact: true }).click();
  await page.waitForURL(/\/users\/.+period=90days/);
  await page.getByRole('heading', { level: 1, name }).waitFor();
});

it('tells what became of referred people beside all others, told apart as asked, and lists who', async () => {
  const page = await panel.open('referrals?period=365days');
  const rows = table(page, 'Outcome table').locator('tbody tr');
  await rows.first().waitFor();
  const numbers = async (row: number) =>
    (await rows.nth(row).locator('td button').allInnerTexts()).map((text) => Number(text.replace(',', '')));
  expect(await rows.nth(0).locator('th, td').first().textContent()).toBe('All who were referred');
  const [referred] = await numbers(0);
  expect(referred).toBe(new Set(facts.referrals.map(({ referee }) => referee)).size);
  const codes = await Promise.all(
    Array.from({ length: (await rows.count()) - 2 }, async (_, n) => (await numbers(n + 2))[0]!),
  );
  expect(codes.reduce((sum, n) => sum + n, 0)).toBe(referred);
  const active = rows.nth(2).locator('td button').nth(1);
  const count = (await active.textContent())!;
  await active.click();
  await page.waitForURL(/step=active&key=code%3A/);
  const list = page.getByRole('dialog', { name: /^Active: / });
  await list.getByText(new RegExp(`^${count} (people|person)$`)).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(Math.min(50, Number(count)));
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await page.getByLabel('Told apart by').selectOption({ label: 'Month' });
  await page.waitForURL(/outcomesBy=month/);
  await rows
    .getByText(/^Otherwise, /)
    .first()
    .waitFor();
});

it('goes on page by page, finds by either side, and narrows to a code', async () => {
  const page = await panel.open('referrals?period=90days');
  await expect.poll(() => latest(page).count()).toBe(20);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => latest(page).count()).toBe(40);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => latest(page).count()).toBe(50);
  expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);

  await page.getByRole('searchbox').fill('NUMBER21');
  await page.waitForURL(/search=NUMBER21/);
  await expect.poll(() => latest(page).count()).toBe(1);
  await page.getByRole('searchbox').fill('nobody at all');
  await page.getByText('No referral of this range matches').waitFor();
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => latest(page).count()).toBe(50);

  const ofCode = facts.referrals.filter(({ code }) => code === 'CODE2');
  await table(page, 'Code table').getByRole('link', { name: 'Referrals with the code CODE2' }).click();
  await page.waitForURL(/code=CODE2/);
  await expect.poll(() => latest(page).count()).toBe(Math.min(20, ofCode.length));
  await page.getByRole('button', { name: 'No longer only code CODE2' }).click();
  await expect.poll(() => latest(page).count()).toBe(50);
});

it('downloads exactly the list that is shown', async () => {
  const page = await panel.open('referrals?period=90days&code=CODE1');
  const link = page
    .getByRole('region', { name: 'Latest referrals' })
    .getByRole('link', { name: /^Download CSV/ });
  const file = await page.request.get((await link.getAttribute('href'))!);
  expect(file.headers()['content-type']).toContain('text/csv');
  const rows = parse(await file.text(), { columns: true }) as Record<string, string>[];
  const expected = facts.referrals.filter(({ code }) => code === 'CODE1').sort((a, b) => b.at - a.at);
  expect(rows.map((row) => row.refereeName)).toEqual(expected.map(({ referee }) => nameOf(referee)));
});

/** The last user is known by activity alone. */
const nameOf = (n: number) => (n === 56 ? '' : userName(n));

it('keeps range, comparison and zone from tab to tab', async () => {
  const page = await panel.open('analytics?period=7days&compare=previous_year&timezone=Asia/Tokyo');
  await page.getByRole('link', { name: 'Referrals', exact: true }).click();
  await page.waitForURL(/referrals\?(?=.*period=7days)(?=.*compare=previous_year)(?=.*timezone=Asia)/);
  await page.getByText('Asia/Tokyo GMT+9').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL(/community\?(?=.*period=7days)(?=.*compare=previous_year)(?=.*timezone=Asia)/);
});

it('offers a way on where a range is empty or refused', async () => {
  const page = await panel.open('referrals?startDate=2020-01-01&endDate=2020-01-02');
  await page.getByText('No referral in this range.').waitFor();
  await page.getByRole('button', { name: 'Show all time' }).click();
  await page.waitForURL(/period=all/);
  await page.goto(`${panel.url}referrals?period=never`);
  await page.getByRole('alert').getByText('The range or a filter wasn’t accepted').first().waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).first().click();
  await page.getByText(/new referrals?,/).waitFor();
});
