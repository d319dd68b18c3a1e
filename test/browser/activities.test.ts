import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { countOf, userId, userName, type Written, within, words } from './platform.ts';

let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

const drawer = (page: Page) => page.getByRole('dialog');
const total = (page: Page, n: number) =>
  drawer(page)
    .getByRole('status')
    .getByText(n === 1 ? '1 activity' : `${words(n)} activities`)
    .waitFor();
const listed = (page: Page) => drawer(page).locator('li');
const rowsOf = async (page: Page, name: RegExp) => {
  const link = page.getByRole('link', { name });
  const file = await page.request.get((await link.getAttribute('href'))!);
  expect(file.headers()['content-type']).toContain('text/csv');
  return parse(await file.text(), { columns: true }) as Record<string, string>[];
};

it('opens a card with what it counted; back, Escape and the cross close it', async () => {
  const page = await panel.open('analytics?period=30days');
  const opener = page.getByRole('link', { name: 'Activities behind Captions' });
  const captions = countOf(within(written, 30), 'smart_caption_generated');
  await opener.click();
  await page.waitForURL(/rows=metric\.captionGenerations/);
  await drawer(page).getByRole('heading', { name: 'Captions' }).waitFor();
  await drawer(page)
    .getByText(/“Smart captions? generated”, in the range, each once\.$/)
    .waitFor();
  await total(page, captions);
  await page.goBack();
  await drawer(page).waitFor({ state: 'detached' });
  expect(page.url()).not.toContain('rows=');

  await page.goForward();
  await total(page, captions);
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await total(page, captions);
  await page.reload();
  await total(page, captions);
  await drawer(page).getByRole('button', { name: 'Close' }).click();
  await drawer(page).waitFor({ state: 'detached' });
  await page.waitForURL(/analytics\?period=30days$/);
});

it('gives focus to the list, and back to the number', async () => {
  const page = await panel.open('analytics?period=30days');
  const opener = page.getByRole('link', { name: 'Activities behind Uploads' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await total(page, countOf(within(written, 30), 'media_uploaded'));
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent || document.activeElement?.ariaLabel);
  expect(await focused()).toBe('Uploads');
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Activities behind Uploads');
});

it('opens a stock from the first activity on, and everything from the headline', async () => {
  const page = await panel.open('analytics?period=7days');
  await page.getByRole('link', { name: 'Activities behind Total sessions' }).click();
  await total(page, countOf(written.activities, 'session_created'));
  await page.goBack();
  await page.getByRole('link', { name: `${words(within(written, 7).length)} activities` }).click();
  await total(page, within(written, 7).length);
});

it('opens features, actions and bars with the predicate that counted them', async () => {
  const page = await panel.open('usage?period=30days');
  const month = within(written, 30);
  const themed = (name: string) =>
    month.filter(({ details }) => (details as { theme?: string } | undefined)?.theme === name).length;
  const bar = page.getByRole('link', { name: `Forced-Bi: ${words(themed('forced_bi'))}` });
  await bar.click();
  await page.waitForURL(/rows=by\.theme\.Forced-Bi/);
  await total(page, themed('forced_bi'));
  await page.goBack();

  const sessions = page.getByRole('article', { name: 'Sessions' });
  const viewed = countOf(month, 'session_viewed');
  await sessions
    .getByRole('link', { name: words(viewed), exact: true })
    .first()
    .click();
  await page.waitForURL(/rows=counter\.sessionsViewed/);
  await drawer(page).getByText('“Session viewed”, each once.').waitFor();
  await total(page, viewed);
  await page.goBack();
  await sessions
    .getByRole('heading')
    .getByRole('link', { name: words(countOf(month, 'session_created', 'session_viewed')) })
    .click();
  await page.waitForURL(/rows=feature\.sessions/);
  await total(page, countOf(month, 'session_created', 'session_viewed'));
});

it('opens a cell of the table for its user, by keyboard too, and leads to their page', async () => {
  const page = await panel.open('usage?period=90days&search=Number00');
  const mine = written.activities.filter((activity) => activity.userId === userId(0));
  const uploads = countOf(mine, 'media_uploaded');
  await page
    .getByRole('region', { name: 'User table' })
    .getByRole('link', { name: userName(0) })
    .focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  while (!(await focused()).includes('counter.mediaUploaded')) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL(/rows=counter\.mediaUploaded&who=user-0/);
  await total(page, uploads);
  for (let shown = 50; shown < uploads; shown += 50) {
    await expect.poll(() => listed(page).count()).toBe(shown);
    await drawer(page).getByRole('button', { name: 'Load more' }).click();
  }
  await expect.poll(() => listed(page).count()).toBe(uploads);

  await drawer(page).getByRole('button', { name: 'Everybody instead' }).click();
  await total(page, countOf(written.activities, 'media_uploaded'));
  await page.goBack();
  await drawer(page).waitFor({ state: 'detached' });
  await page.goForward();
  await drawer(page)
    .getByRole('link', { name: /^Person Number/ })
    .first()
    .click();
  await page.waitForURL(/\/users\/[^?]+\?period=90days$/);
});

it('finds within the list, and downloads exactly it', async () => {
  const page = await panel.open('usage?period=90days&rows=action.page_viewed');
  const views = written.activities.filter(({ action }) => action === 'page_viewed');
  await total(page, views.length);
  await drawer(page).getByRole('searchbox').fill('number04');
  await page.waitForURL(/find=number04/);
  const found = views.filter((activity) => activity.userId === userId(4));
  await total(page, found.length);
  const rows = await rowsOf(page, /^Download CSV: the activities behind Page viewed/);
  expect(rows.map(({ eventId }) => eventId).sort()).toEqual(found.map(({ eventId }) => eventId).sort());
  expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['page_viewed']));
  await drawer(page).getByRole('searchbox').fill('nobody at all');
  await drawer(page).getByText('No activity here of anybody who matches').waitFor();
});

it('downloads the user table as it is shown: filter, columns, order', async () => {
  const page = await panel.open('usage?period=30days&feature=media_gallery&sort=mediaUploaded&order=asc');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByLabel('Media deleted').check();
  await page.getByLabel('Custom captions').uncheck();
  await page.keyboard.press('Escape');
  const table = page.getByRole('region', { name: 'User table' });
  await table.locator('thead th').filter({ hasText: 'Media deleted' }).waitFor();
  const rows = await rowsOf(page, /^Download CSV: every user of this table/);
  const heads = Object.keys(rows[0]!);
  expect(heads.slice(0, 4)).toEqual(['userId', 'name', 'email', 'totalActivity']);
  expect(heads).toContain('mediaDeleted');
  expect(heads).not.toContain('customCaptionsGenerated');
  expect(heads.length - 2).toBe(await table.locator('thead th').count());
  const gallery = within(written, 30).filter(({ action }) => action.startsWith('media_'));
  expect(rows.length).toBe(new Set(gallery.map((activity) => activity.userId)).size);
  const order = rows.map(({ mediaUploaded }) => Number(mediaUploaded));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  const names = await table.locator('tbody [data-row-link]').allInnerTexts();
  expect(rows.slice(0, names.length).map(({ name, userId: id }) => name || id)).toEqual(names);
});

it('opens nothing for a viewer, and says so where an address names no number', async () => {
  const viewer = await panel.open('usage?period=30days', { role: 'viewer' });
  await viewer.getByRole('article', { name: 'Sessions' }).waitFor();
  expect(await viewer.getByRole('article').getByRole('link').count()).toBe(0);
  const page = await panel.open('analytics?rows=counter.nothing');
  await drawer(page).getByText('names a number that has no list').waitFor();
});
