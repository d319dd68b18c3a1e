import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCatalogue } from '../../src/catalogue/index.ts';
import { anActivity } from '../support/index.ts';
import { findings, settled } from './axe.ts';
import { checkView } from './check-view.ts';
import { finish } from './filled.ts';
import { type Panel, startPanel } from './panel.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;
/** Twelve left after 20 to 31 activities, the last ones with most; others stayed, some share and some do not. */
const GONE = Array.from({ length: 12 }, (_, n) => `gone-${String(n).padStart(2, '0')}`);
const SHARING = ['ann', 'ben'];
const SILENT = ['cem', 'dua', 'eve'];

let panel: Panel;
beforeAll(async () => {
  panel = await startPanel({ now: () => NOW });
  const people = [...GONE, ...SHARING, ...SILENT, 'new'];
  await panel.analytics.identifyAll(
    people.map((userId) => ({
      userId,
      name: `Person ${userId}`,
      email: `${userId}@example.com`,
      createdAt: new Date(NOW - (userId === 'new' ? 5 : 90) * DAY).toISOString(),
    })),
  );
  const done = (userId: string, action: string, n: number, days: number) =>
    Array.from({ length: n }, (_, i) =>
      anActivity({ userId, action: action as never, createdAt: NOW - days * DAY - i * 60_000 }),
    );
  await panel.analytics.ingest.writeHistory(
    [
      ...GONE.flatMap((userId, n) => done(userId, 'session_created', 20 + n, 45)),
      ...[...SHARING, ...SILENT, 'new'].flatMap((userId, n) =>
        done(userId, 'smart_caption_generated', 3 + n, 4),
      ),
      ...SHARING.flatMap((userId) => done(userId, 'session_shared', 2, 3)),
      ...done('eve', 'session_created', 30, 45),
    ],
    'test',
  );
  // What somebody shares may be known from the platform's own table alone.
  await panel.analytics.recordCommunityShares([
    { id: 's1', ownerId: 'dua', kind: 'session', sharedAt: new Date(NOW - 2 * DAY).toISOString() },
  ]);
});
afterAll(() => finish(panel));

const users = (page: Page) => page.getByRole('region', { name: 'Users', exact: true });
const names = async (page: Page) =>
  (await users(page).locator('[data-row-link]').allInnerTexts()).map((name) => name.replace('Person ', ''));
const choose = async (page: Page, list: string) => {
  await users(page).getByRole('button', { name: 'Lists' }).click();
  await page.getByRole('group', { name: 'Lists of people' }).getByRole('button', { name: list }).click();
};
const listed = (page: Page, expected: readonly string[]) => expect.poll(() => names(page)).toEqual(expected);

it('lists the ten I am about to lose in three presses, by what they used to do, and as a file', async () => {
  const page = await panel.open('analytics?period=30days');
  await page.getByRole('link', { name: 'Usage', exact: true }).click();
  await choose(page, 'About to lose');
  await page.waitForURL(/people=activities/);
  await listed(page, [...GONE].reverse());
  await users(page).getByText('12 people as filtered').waitFor();
  await users(page).locator('th[aria-sort=descending]', { hasText: 'Activities before' }).waitFor();
  const download = page.waitForEvent('download');
  await users(page)
    .getByRole('link', { name: /every user of this table/ })
    .click();
  const rows = parse(await readFile(await (await download).path(), 'utf8'), { columns: true }) as Record<
    string,
    string
  >[];
  expect(rows.map((row) => [row.userId, row['previous.activities'], row['change.activities']])).toEqual(
    [...GONE].reverse().map((id, i) => [id, String(31 - i), String(i - 31)]),
  );
});

it('lists who uses captions and never shares, by counters and by the platform’s own table', async () => {
  const page = await panel.open('usage?period=30days');
  await choose(page, 'Use captions, never share');
  await listed(page, ['new', 'eve', 'cem']);
  for (const chip of [
    'Activities in Smart captions at least 1',
    'Sessions shared 0',
    'Media shared 0',
    'Shares in the community 0',
  ])
    await page.getByRole('button', { name: `Take off: ${chip}` }).waitFor();
  await page.getByRole('button', { name: 'Take off: Shares in the community 0' }).click();
  await listed(page, ['new', 'eve', 'dua', 'cem']);
  await page.goBack();
  await listed(page, ['new', 'eve', 'cem']);
});

it('narrows by a filter made by keyboard, keeps it, and lets go of it with one press', async () => {
  const page = await panel.open('usage?period=30days&compare=none');
  await listed(page, ['new', 'eve', 'dua', 'cem', 'ben', 'ann']);
  await page.getByRole('button', { name: 'Filter people' }).focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('group', { name: 'Add a filter on people' });
  await form.getByLabel('Where', { exact: true }).selectOption({ label: 'Activities' });
  await form.getByLabel('is', { exact: true }).selectOption({ label: 'fell by at least … %' });
  const percent = form.getByLabel('Percent');
  await percent.fill('200');
  await form.getByText('Enter a percentage, for a fall up to 100.').waitFor();
  await percent.fill('50');
  await percent.press('Enter');
  // A change brings the comparison by itself.
  await page.getByRole('button', { name: 'Take off: Activities fell by at least 50 %' }).waitFor();
  await expect.poll(async () => (await names(page)).length).toBe(13);
  expect(await names(page)).toContain('eve');
  await page.reload();
  await expect.poll(async () => (await names(page)).length).toBe(13);
  await users(page).getByRole('button', { name: 'Clear all' }).click();
  await listed(page, ['new', 'eve', 'dua', 'cem', 'ben', 'ann']);
  expect(page.url()).not.toContain('people');
});

it('orders by what changed, the vanished among the falls', async () => {
  const page = await panel.open('usage?period=30days');
  await choose(page, 'Less active');
  await listed(page, ['eve']);
  await users(page)
    .getByRole('button', { name: 'Take off: Activities at least 1 and fell by at least 50 %' })
    .click();
  await page.waitForURL((url) => !url.search.includes('as='));
  await page.goto(`${panel.url}usage?period=30days&sort=activities&as=change&order=asc`);
  // 31 and 30 were lost by the first two; Eve did 30, and still does 7.
  await expect.poll(async () => (await names(page)).length).toBe(18);
  const [order, fell] = [await names(page), [...GONE].reverse()];
  expect(order.slice(0, 8)).toEqual(fell.slice(0, 8));
  expect(order.indexOf('eve')).toBeGreaterThan(7);
  expect(order.at(-1)).toBe('new');
});

it('says so where nobody meets the filters, and where a change has nothing to compare with', async () => {
  const page = await panel.open('usage?period=30days&people=mediaUploaded%3A%253E%253D5');
  await page.getByText('Nobody meets all of these filters in this range.').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await listed(page, ['new', 'eve', 'dua', 'cem', 'ben', 'ann']);
  await page.goto(`${panel.url}usage?period=all&people=activities%3Afell`);
  await page.getByText(/period=all has none/).waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await expect.poll(async () => (await names(page)).length).toBe(18);
});

it('keeps a list in a saved view, in words', async () => {
  const page = await panel.open('usage?period=30days');
  await choose(page, 'Not seen for 30 days');
  await listed(page, GONE);
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByText(/Usage · Last 30 days · Last seen more than 30 days ago/).waitFor();
});

it('has no finding, on a desk and on a phone, with a list chosen and with the box open', async () => {
  const page = await panel.open(
    'usage?period=30days&people=activities%3Afell%253E%253D100%2525&sort=activities&as=previous',
  );
  await users(page).getByText('12 people as filtered').waitFor();
  await checkView(page);
  await page.getByRole('button', { name: 'Filter people' }).click();
  await page.getByRole('group', { name: 'Add a filter on people' }).waitFor();
  await settled(page);
  expect(await findings(page)).toEqual([]);
});

it('offers the numbers and the lists of another catalogue', async () => {
  const forge = await startPanel({
    now: () => NOW,
    catalogue: defineCatalogue({
      name: 'forge',
      features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
      actions: {
        commit: { feature: 'changes', label: 'Commit' },
        merge: { feature: 'changes', label: 'Merge' },
      },
      counters: {
        commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true },
        merges: { label: 'Merges', feature: 'changes', actions: ['merge'] },
      },
      breakdowns: {},
      lists: { neverMerge: { label: 'Commit, never merge', some: ['commits'], none: ['merges'] } },
      totals: {
        sessions: [],
        mediaAdded: [],
        mediaRemoved: [],
        captions: [],
        allCaptions: [],
        compositions: [],
      },
    }),
  });
  try {
    const did = (userId: string, action: string) =>
      anActivity({ userId, action: action as never, createdAt: NOW - DAY });
    await forge.analytics.ingest.writeHistory(
      [did('ann', 'commit'), did('ben', 'commit'), did('ben', 'merge')],
      'test',
    );
    const page = await forge.open('usage?period=30days');
    await choose(page, 'Commit, never merge');
    await listed(page, ['ann']);
    await page.getByRole('button', { name: 'Filter people' }).click();
    const numbers = await page.getByLabel('Where', { exact: true }).locator('option').allInnerTexts();
    expect(numbers).toEqual(
      expect.arrayContaining(['Commits', 'Merges', 'Activities in Changes', 'Last seen']),
    );
    expect(numbers.join()).not.toContain('aption');
  } finally {
    await finish(forge);
  }
});
