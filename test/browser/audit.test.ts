import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity } from '../support/index.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

/** The log is asked for 200 requests at a time: enough for a second page. */
const KEYS_ASKED = 205;

let panel: Panel;
let api: (path: string, key: string) => Promise<number>;
beforeAll(async () => {
  panel = await startPanel();
  api = async (path, key) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await panel.analytics.fetch(new Request(`http://127.0.0.1${path}`, { headers }))).status;
  };
  await panel.analytics.ingest.track(anActivity({ userId: 'user-1' }));
  const reader = await panel.analytics.auth.keys.create('warehouse', ['read']);
  const tracker = await panel.analytics.auth.keys.create('web-server', ['track']);
  expect(await api('/api/admin/users/user-1/usage?period=7days', reader.key)).toBe(200);
  expect(await api('/api/admin/keys', tracker.key)).toBe(403);
  for (let i = 0; i < KEYS_ASKED; i++) expect(await api('/api/admin/keys', reader.key)).toBe(200);
});
afterAll(() => finish(panel));

const entries = (page: Page) =>
  page.getByRole('region', { name: 'Audit log', exact: true }).locator('section > ol > li');
const words = (page: Page) => entries(page).locator('> details > summary').allInnerTexts();

it('tells who looked at what, newest first, to the end', async () => {
  const page = await panel.open('audit');
  await entries(page).first().waitFor();
  expect((await words(page))[0]).toContain('admin@example.com');
  expect(await entries(page).count()).toBeLessThanOrEqual(200);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => entries(page).count()).toBeGreaterThan(KEYS_ASKED);
  const times = await entries(page)
    .locator('time')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('datetime') ?? ''));
  expect(times).toEqual([...times].sort().reverse());
});

it('has a line for each page view, says what was looked at, and opens to its requests', async () => {
  const usage = await panel.open('usage?sort=smartCaptionsGenerated&search=ann');
  await usage.getByText('matches “ann”').first().waitFor();
  // It asks for nothing more.
  await usage.waitForFunction(() => !document.querySelector('main .skeleton, main [aria-busy="true"]'));
  await usage.close();
  const page = await panel.open('audit?actor=admin@example.com');
  const line = entries(page).filter({ hasText: 'people searched for “ann”' });
  await line.waitFor();
  const told = ((await line.locator('summary').first().textContent()) ?? '').replace(/\s+/g, ' ');
  expect(told).toMatch(
    /admin@example\.com\s*Usage, last 30 days, people searched for “ann”, sorted by smart captions\s*\d+ requests$/,
  );
  await line.locator('summary').first().click();
  const requests = line.getByRole('list', { name: 'Requests' }).getByRole('listitem');
  const asked = Number(/(\d+) requests$/.exec(told)![1]);
  expect(asked).toBeGreaterThan(1);
  expect(await requests.count()).toBe(asked);
  // No parameter by its name, in the line or in what opens.
  const rows = requests.filter({ hasText: 'Usage analytics' });
  await rows.first().locator('summary').click();
  await rows.first().getByText('Sorted by', { exact: true }).waitFor();
  expect(await line.textContent()).not.toMatch(/sortBy|pageSize|=/);
  // In the file each request is a row, with its view.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /every entry of the range/ }).click(),
  ]);
  const [head, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  const at = head!.split(',').indexOf('view');
  const views = lines.map((row) => row.split(',').at(at - head!.split(',').length)!);
  expect(views.filter((view) => view.startsWith('usage.')).length).toBe(asked);
});

it('shows what was asked about one user alone, among all that was read', async () => {
  const page = await panel.open('audit');
  await entries(page).first().waitFor();
  await page.getByLabel('About', { exact: true }).selectOption('person');
  await page.waitForURL(/about=person/);
  await expect
    .poll(async () => (await words(page)).map((text) => /User usage\s*·\s*user-1/.test(text)))
    .toEqual([true]);
});

it('shows the refused alone', async () => {
  const page = await panel.open('audit');
  await page.getByLabel('Outcome').selectOption('denied');
  await page.waitForURL(/outcome=denied/);
  await expect
    .poll(() => words(page))
    .toEqual([expect.stringMatching(/key web-server\s+Keys\s+refused 403/)]);
});

it('finds by endpoint and by whom it was about, and leads to the user', async () => {
  const page = await panel.open('audit');
  await page.getByLabel('Endpoint').selectOption('userUsage');
  await page.waitForURL(/endpoint=userUsage/);
  await expect.poll(() => entries(page).count()).toBe(1);
  await entries(page).first().locator('summary').click();
  await entries(page).first().getByText('last 7 days', { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => entries(page).count()).toBe(1);
  await entries(page).first().locator('summary').click();
  await page.getByRole('link', { name: 'Open the user' }).click();
  await page.waitForURL(/\/users\/user-1/);
});

it('finds by who looked, while typing or from an entry', async () => {
  const page = await panel.open('audit');
  await page.getByPlaceholder('Who looked').fill('ADMIN@example.com');
  await page.waitForURL(/actor=/);
  await expect
    .poll(async () => (await words(page)).every((each) => each.includes('admin@example.com')))
    .toBe(true);
  await page.getByPlaceholder('Who looked').fill('nobody@example.com');
  await page.getByText('Nothing in this range matches.').waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await entries(page).filter({ hasText: 'key warehouse' }).first().locator('summary').click();
  await page.getByRole('link', { name: 'All of this person' }).first().click();
  await page.waitForURL(/actor=key/);
  await expect
    .poll(async () => (await words(page)).every((each) => each.includes('key warehouse')))
    .toBe(true);
});

it('names what is wrong with an address and offers a way out', async () => {
  const page = await panel.open('audit?period=nonsense');
  await page.getByRole('alert').getByText('period', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await entries(page).first().waitFor();
});
