import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from './axe.ts';
import { finish } from './filled.ts';
import type { Panel } from './panel.ts';
import { openView, startViews, VIEWS } from './views.ts';

let panel: Panel;
beforeAll(async () => {
  panel = await startViews();
});
afterAll(() => finish(panel));

/** What a screen reader is told of each chart, by name: its name, and the sentence about it. */
async function charts(page: Page): Promise<{ name: string; sentence: string }[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ role, ignored }) => !ignored && role?.value === 'slider')
    .map(({ name, description }) => ({ name: name?.value ?? '', sentence: description?.value ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const ACTIVITIES =
  /^Activities: [\d,]+ in the range; [\d,]+ before; highest .+: [\d,]+; lowest .+: [\d,]+\.$/;
const PARTS = /^\w+: [\d,]+ in the range; mostly .+: [\d,]+; highest .+: [\d,]+; lowest .+: [\d,]+\.$/;
const YEAR = /^[\d,]+ activities on \d+ days; most on .+; first on .+, last on .+\.$/;

const CHARTS: [string, { name: RegExp; sentence: RegExp }[]][] = [
  [
    'analytics',
    [
      { name: /^Activities by day/, sentence: ACTIVITIES },
      { name: /^Features by day/, sentence: PARTS },
    ],
  ],
  ['a report', [{ name: /^Activities by day/, sentence: PARTS }]],
  ['one user', [{ name: /^Calendar of activity/, sentence: YEAR }]],
];

it.each(CHARTS)('tells each chart by its name and in a sentence: %s', async (view, told) => {
  const page = await openView(panel, VIEWS[view]!);
  await settled(page);
  const expected = told.map(({ name, sentence }) => ({
    name: expect.stringMatching(name),
    sentence: expect.stringMatching(sentence),
  }));
  await expect.poll(() => charts(page)).toEqual(expected);
});

it.each([
  ['analytics?view=table', 'Activities as a table'],
  ['reports?by=theme,day&view=table', 'Groups'],
  ['referrals?view=table', 'New referrals as a table'],
  ['community?view=table', 'Shared sessions as a table'],
])('has the same numbers as a table: %s', async (at, name) => {
  const page = await panel.open(at);
  const rows = page.getByRole('region', { name, exact: true }).getByRole('row');
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBeGreaterThan(4);
});

const said = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached' });
const saidSoFar = (page: Page) => page.getByRole('status').allInnerTexts();

it('says by what a table is sorted once that changes, and nothing before', async () => {
  const page = await panel.open('usage');
  await settled(page);
  expect((await saidSoFar(page)).join()).not.toContain('Sorted');
  await page.getByRole('button', { name: 'Activities', exact: true }).click();
  await said(page, 'Sorted by Activities, highest first.');
  await page.getByRole('button', { name: 'Activities', exact: true }).click();
  await said(page, 'Sorted by Activities, lowest first.');

  await page.goto(`${panel.url}reports?by=theme&view=table`);
  await page.getByRole('button', { name: 'Theme', exact: true }).click();
  await said(page, 'Sorted by Theme, Z to A.');
  await page.getByRole('button', { name: 'Theme', exact: true }).click();
  await said(page, 'Sorted by Theme, A to Z.');
  await page.getByRole('button', { name: 'Theme', exact: true }).click();
  await said(page, 'Sorted as at first.');
});

it('says how many are listed once a filter changes', async () => {
  const page = await panel.open('referrals');
  await settled(page);
  await page.getByRole('searchbox', { name: 'Find referrals by either user or by code' }).fill('CODE1');
  await said(page, /^\d+ referrals listed\.$/);
  await page
    .getByRole('searchbox', { name: 'Find referrals by either user or by code' })
    .fill('nobody at all');
  await said(page, 'Nothing matches.');

  await page.goto(`${panel.url}audit`);
  await page.getByRole('combobox', { name: 'About' }).selectOption('About one user');
  await said(page, /^(\d+ entr(y|ies) listed|Nothing matches)\.$/);

  await page.goto(`${panel.url}reports?by=theme`);
  await settled(page);
  await page.getByRole('combobox', { name: 'And by' }).selectOption('feature');
  await said(page, /^[\d,]+ activities in \d+ pairs of theme and feature$/);
});

it('says how many are listed once more were loaded', async () => {
  const page = await panel.open('usage?rows=activities');
  const more = page.getByRole('dialog').getByRole('button', { name: 'Load more' });
  const first = await page.getByRole('dialog').getByRole('listitem').count();
  await more.click();
  await said(page, /^\d+ activities listed/);
  expect(await page.getByRole('dialog').getByRole('listitem').count()).toBeGreaterThan(first);
});

it('says which range is shown once another is chosen', async () => {
  const page = await panel.open('analytics?period=7days');
  await settled(page);
  expect((await saidSoFar(page)).join()).not.toContain('Range:');
  await page.getByRole('button', { name: 'One period back' }).click();
  await said(page, /^Range: .+, previous period, .+\.$/);
});

/** Each view that has numbers, in each of its forms. */
const NUMBERS = [
  'analytics',
  'analytics?view=table',
  'usage',
  'reports?by=theme',
  'reports?by=theme&view=table',
  'reports?by=theme,day',
  'reports?by=theme,feature',
  'users/user-1?period=all',
  'referrals',
  'community',
  'system',
  'audit',
];

it.each(NUMBERS)('has its first number within twelve stops of Tab: %s', async (view) => {
  const page = await panel.open(view);
  await settled(page);
  const passed: string[] = [];
  for (let stop = 1; stop <= 12; stop++) {
    await page.keyboard.press('Tab');
    const { text, number } = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      const text = at?.textContent?.trim() ?? '';
      const told = `${text} ${at?.getAttribute('aria-label') ?? ''} ${at?.value ?? ''} ${at?.ariaValueText ?? ''}`;
      return {
        text: told.trim(),
        number: /\d/.test(told) && at?.closest('main') && !at.closest('[role=toolbar]'),
      };
    });
    if (number) return;
    passed.push(text.slice(0, 40));
  }
  expect(passed).toEqual('a number among them');
});
