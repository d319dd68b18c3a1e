import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Analytics, UsageAnalytics, UserUsage } from '../../src/contract/reports.ts';
import { anActivity } from '../support/index.ts';
import { finish, startFilled } from './filled.ts';
import { focused, press, tabTo } from './keyboard.ts';
import type { Panel } from './panel.ts';
import { countOf, userId, userName, type Written, within, words } from './platform.ts';

const EMAIL = 'morning@example.com';
const PASSWORD = 'a rather long sentence';
/** Who uploads far more today than anybody. */
const CAUSE = 9;
const UPLOADS = 240;

let panel: Panel;
let written: Written;
/** One operator's window, from sign-in to sign-out. */
let page: Page;
let key: string;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
  const { operators, passwords, keys } = panel.analytics.auth;
  const token = await passwords.newInvitation((await operators.save(EMAIL, 'admin')).id);
  const body = JSON.stringify({ token, password: PASSWORD });
  const made = await ask('/api/auth/invitation', { method: 'POST', body });
  expect(made.status).toBe(200);
  key = (await keys.create('tests', ['read', 'admin'])).key;
  const now = Date.now();
  const raised = Array.from({ length: UPLOADS }, () =>
    anActivity({ userId: userId(CAUSE), action: 'media_uploaded', createdAt: now }),
  );
  await panel.analytics.ingest.writeHistory(raised, 'browser-tests');
  page = await panel.anonymous();
});
afterAll(() => finish(panel));

const ask = (path: string, init: RequestInit = {}, as = key) => {
  const headers = { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as}` }) };
  return fetch(new URL(`..${path}`, panel.url), { headers, ...init });
};
const report = async <T>(path: string): Promise<T> => (await (await ask(`/api/admin/${path}`)).json()) as T;
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const drawer = () => page.getByRole('dialog');
const table = () => page.getByRole('region', { name: 'User table' });
/** Presses of a pointer from now on, as long as the page is not loaded anew. */
const countPresses = (at: Page) =>
  at.evaluate(() => {
    const counted = Object.assign(window, { presses: 0 });
    addEventListener('pointerdown', () => counted.presses++, true);
  });
const presses = (at: Page) => at.evaluate(() => (window as { presses?: number }).presses);
/** Cells of the user table's first row, by the names of their columns. */
async function firstRow(): Promise<Record<string, string>> {
  const names = await table().locator('thead th').allInnerTexts();
  const cells = await table().locator('tbody tr').first().locator('td').allInnerTexts();
  return Object.fromEntries(names.map((name, at) => [name.trim(), (cells[at] ?? '').trim()]));
}

it('signs in with a password and reads the headline', async () => {
  await page.goto(panel.url);
  await countPresses(page);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await tabTo(page, 'E-mail');
  await page.keyboard.type(EMAIL);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await heading('Analytics');
  const { summary } = await report<UsageAnalytics>('usage-analytics?period=30days');
  const told = page.locator('main p').filter({ hasText: 'In this range' });
  await told.getByText(`${words(summary!.activities)} activities`).waitFor();
  expect(await told.textContent()).toContain(`by ${summary!.activeUsers} people`);
});

it('chooses another range and reads a point of the chart', async () => {
  await press(page, 'Last 30 days');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-pressed')))
    .toBe('true');
  await press(page, 'Last 7 days', 'Shift+Tab');
  await page.waitForURL(/period=7days/);
  await page.getByRole('slider', { name: /^Activities by day/ }).waitFor();
  await tabTo(page, /^Activities by day/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const { series } = await report<Analytics>('analytics?period=7days');
  const yesterday = `: ${words(series.at(-2)!.activities)},`;
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain(yesterday);
});

it('opens the rows behind a number, and closes them where they were opened', async () => {
  const opener = 'Activities behind Captions';
  await press(page, opener, 'Shift+Tab');
  const captions = countOf(within(written, 7), 'smart_caption_generated');
  await drawer()
    .getByRole('status')
    .getByText(`${words(captions)} activities`)
    .waitFor();
  const shown = await drawer().locator('li').count();
  expect(shown).toBe(Math.min(50, captions));
  await page.keyboard.press('Escape');
  await drawer().waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(opener);
});

it('finds a user by search, opens and exports them', async () => {
  await page.keyboard.press('/');
  await page.waitForURL(/\/usage/);
  await expect.poll(() => focused(page)).toMatch(/^Find users/);
  await page.keyboard.type('number04');
  await expect.poll(() => table().locator('tbody tr').count()).toBe(1);
  await press(page, userName(4));
  await heading(userName(4));
  const mine = written.activities.filter((activity) => activity.userId === userId(4));
  const sessions = page.getByRole('row', { name: /^Sessions created/ }).getByRole('cell');
  expect((await sessions.allInnerTexts()).at(-1)).toBe(words(countOf(mine, 'session_created')));
  const downloading = page.waitForEvent('download');
  await press(page, 'Export data');
  const file = JSON.parse(await readFile(await (await downloading).path(), 'utf8'));
  expect(file.activities).toHaveLength(mine.length);
});

it('goes to Usage, sorts by a counter and adds a column', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await heading('Usage');
  await table().waitFor();
  await press(page, 'Columns');
  await tabTo(page, 'Pages viewed');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await press(page, 'Media uploaded');
  await page.waitForURL(/sort=mediaUploaded/);
  const search = new URL(page.url()).searchParams.get('search');
  expect(search).toBeNull();
  const { users } = await report<UsageAnalytics>(
    'usage-analytics?period=7days&sortBy=mediaUploaded&sortOrder=desc',
  );
  const [first] = users!;
  await expect.poll(async () => (await firstRow()).User).toContain(first!.name);
  expect(await firstRow()).toMatchObject({
    'Media uploaded': words(Number(first!.mediaUploaded)),
    'Pages viewed': words(Number(first!.pagesViewed)),
  });
});

it('goes to System and pauses it', async () => {
  await press(page, 'Administration', 'Shift+Tab');
  // Its list is loaded once it is asked for.
  await page.getByRole('link', { name: /^System/ }).waitFor();
  await press(page, /^System/);
  await heading('System');
  await press(page, 'Pause');
  await page.getByText('Paused; ').waitFor();
  expect(await focused(page)).toBe('Resume');
});

it('makes a key in Settings, which is valid', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await heading('Settings');
  await page.getByRole('button', { name: 'Create key' }).waitFor();
  await tabTo(page, 'Name');
  await page.keyboard.type('warehouse');
  await tabTo(page, /^track/);
  await page.keyboard.press('Space');
  await tabTo(page, /^read/);
  await page.keyboard.press('Space');
  await press(page, 'Create key');
  const made = page.getByRole('region', { name: 'Key “warehouse”' }).locator('pre');
  const text = (await made.textContent()) ?? '';
  expect((await ask('/api/admin/usage-summary', {}, text)).status).toBe(200);
  expect((await ask('/api/admin/keys', { method: 'POST', body: '{}' }, text)).status).toBe(403);
});

it('signs out, without a single touch of the mouse', async () => {
  await press(page, 'Account', 'Shift+Tab');
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
  await press(page, 'Sign out');
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  const answer = await page.request.get(new URL('../api/admin/analytics', panel.url).href);
  expect(answer.status()).toBe(401);
  expect(await presses(page)).toBe(0);
});

it('leads from the opened panel to who and what raised a number in three clicks', async () => {
  const morning = await panel.open('');
  await morning.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  await countPresses(morning);
  const { mediaUploads, trends } = await report<Analytics>('analytics?period=30days');
  expect(trends?.mediaUploads.changePercent).toBeGreaterThan(100);
  await morning.getByRole('link', { name: 'Activities behind Uploads' }).click();
  const rows = morning.getByRole('dialog');
  await rows
    .getByRole('status')
    .getByText(`${words(mediaUploads)} activities`)
    .waitFor();
  const latest = rows.locator('li').filter({ hasText: 'Media uploaded' });
  expect(new Set(await latest.getByRole('link').allInnerTexts())).toEqual(new Set([userName(CAUSE)]));
  await latest
    .first()
    .getByRole('link', { name: userName(CAUSE) })
    .click();
  await morning.getByRole('heading', { level: 1, name: userName(CAUSE) }).waitFor();
  const id = encodeURIComponent(userId(CAUSE));
  const { rangeStats } = await report<UserUsage>(`users/${id}/usage?period=30days`);
  const counter = morning.getByRole('row', { name: /^Media uploaded/ }).getByRole('cell');
  expect((await counter.allInnerTexts())[0]).toBe(words(Number(rangeStats?.mediaUploaded)));
  expect(Number(rangeStats?.mediaUploaded)).toBeGreaterThanOrEqual(UPLOADS);
  expect(await presses(morning)).toBeLessThanOrEqual(3);
});

it('leads from the sentence on the range to the action that made the difference, and to who did it', async () => {
  const morning = await panel.open('');
  await morning.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  await countPresses(morning);
  await morning.getByRole('link', { name: 'What changed?' }).first().click();
  const { groups = [] } = await report<UsageAnalytics>(
    'usage-analytics?period=30days&groupBy=action&pageSize=1',
  );
  const [most] = groups.toSorted((a, b) => (b.trend?.change ?? 0) - (a.trend?.change ?? 0));
  expect(most?.key.action).toBe('media_uploaded');
  const row = morning.getByRole('region', { name: 'Groups' }).locator('tbody tr').first();
  await row.getByText('Media uploaded').waitFor();
  await row.getByText(`+${words(most?.trend?.change ?? 0)}`).waitFor();
  await row.getByRole('link', { name: words(most?.count ?? 0) }).click();
  const latest = morning.getByRole('dialog').locator('li').first();
  await latest.getByRole('link', { name: userName(CAUSE) }).click();
  await morning.getByRole('heading', { level: 1, name: userName(CAUSE) }).waitFor();
  expect(await presses(morning)).toBe(3);
});
