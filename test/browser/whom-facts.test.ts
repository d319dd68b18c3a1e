import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkView } from './check-view.ts';
import { type Facts, fillFacts, recent } from './facts.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { userId, userName, type Written, words } from './platform.ts';
import { drawer, people, ranking, switchTo } from './ranking.ts';

const DAY = 86_400_000;
let panel: Panel;
let written: Written;
let facts: Facts;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
  facts = await fillFacts(panel.analytics, written.today);
});
afterAll(() => finish(panel));

/** The last user is known by activity alone. */
const nameOf = (n: number) => (n === 56 ? userId(56) : userName(n));
const dollars = (cents: number) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);

/** A fact as the tests recount it: whose it is, and how much. */
type Of = readonly [user: number, amount: number];

function ranked(list: readonly Of[], told: (n: number) => string): [string, string][] {
  const sums = new Map<number, number>();
  for (const [user, n] of list) sums.set(user, (sums.get(user) ?? 0) + n);
  return [...sums]
    .sort(([a, n], [b, m]) => m - n || (userId(a) < userId(b) ? -1 : 1))
    .map(([user, n]) => [nameOf(user), told(n)]);
}

const likesOf = (list: Facts['likes']): Of[] => list.map((like) => [facts.likes.indexOf(like) % 40, 1]);
const lately = <Fact extends { at: number }>(list: readonly Fact[], days = 30) =>
  recent(list, written.today, days);

/** Numbers by their key: the head of the list, and everybody in it. */
const NUMBERS: Record<string, () => [head: string, list: Of[], told: (n: number) => string]> = {
  'payments.purchase.USD': () => {
    const paid = lately(written.purchases);
    const sum = paid.reduce((n, { amount }) => n + amount, 0);
    return [
      `${dollars(sum)} in ${paid.length} transactions`,
      paid.map((each) => [written.purchases.indexOf(each) % 57, each.amount]),
      dollars,
    ];
  },
  shares: () => {
    const shares = lately(facts.shares);
    return [`${shares.length} shares`, shares.map(({ owner }) => [owner, 1]), words];
  },
  'shares.media': () => {
    const media = lately(facts.shares).filter(({ kind }) => kind === 'media');
    return [`${media.length} shares`, media.map(({ owner }) => [owner, 1]), words];
  },
  likes: () => [`${lately(facts.likes).length} likes`, likesOf(lately(facts.likes)), words],
  referrals: () => {
    const made = lately(facts.referrals);
    return [`${made.length} referrals`, made.map(({ referrer }) => [referrer, 1]), words];
  },
  'referrals.credits': () => {
    const made = lately(facts.referrals);
    const sum = made.reduce((n, { reward }) => n + reward, 0);
    return [
      `${words(sum)} credits in ${made.length} referrals`,
      made.map(({ referrer, reward }) => [referrer, reward]),
      words,
    ];
  },
  'referrals.all': () => ['50 referrals', facts.referrals.map(({ referrer }) => [referrer, 1]), words],
  'referrals.new.CODE2': () => {
    const made = lately(facts.referrals).filter(({ code }) => code === 'CODE2');
    return [`${made.length} referral`, made.map(({ referrer }) => [referrer, 1]), words];
  },
};

it.each(Object.keys(NUMBERS))(
  'ranks those behind %s: they add up to it, on screen and in the file',
  async (of) => {
    const [head, list, told] = NUMBERS[of]!();
    const expected = ranked(list, told);
    const page = await panel.open(`community?period=30days&rows=${of}&shown=people`);
    await drawer(page)
      .getByRole('status')
      .filter({ hasText: head })
      .filter({ hasText: `by ${expected.length} ${expected.length === 1 ? 'person' : 'people'}` })
      .waitFor();
    expect(await ranking(page)).toEqual(expected);
    const link = drawer(page).getByRole('link', { name: /^Download CSV: the people behind/ });
    const file = await page.request.get((await link.getAttribute('href'))!);
    const rows = parse(await file.text(), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ name, userId: id }) => name || id)).toEqual(expected.map(([name]) => name));
  },
);

const card = (page: Page, label: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(label, { exact: true }) });

it.each([
  ['analytics', 'Revenue', 'Transactions'],
  ['referrals', 'New referrals', 'Referrals'],
  ['referrals', 'Total referred', 'Referrals'],
  ['community', 'Likes', 'Likes'],
])('is one press from a card, and another back to the rows: %s, %s', async (view, label, rows) => {
  const page = await panel.open(`${view}?period=30days`);
  await card(page, label)
    .getByRole('link', { name: `People behind ${label}` })
    .click();
  await people(page).first().waitFor();
  await switchTo(page, rows);
  await drawer(page).locator('li time').first().waitFor();
});

/** Presses keys on a chart until it tells of the point: it hears them once it is drawn. */
async function pointAt(chart: Locator, keys: readonly string[], count: number): Promise<void> {
  await expect
    .poll(async () => {
      for (const key of keys) await chart.press(key);
      return chart.getAttribute('aria-valuetext');
    })
    .toMatch(new RegExp(`^(?!.*, total: ).*: ${count}\\b`));
}

it('counts a bucket of likes as the chart does, though some were taken back after it', async () => {
  const yesterday = written.today - DAY + 12 * 3_600_000;
  await panel.analytics.recordLikes(
    [1, 2].map((n) => ({
      id: `taken-back-${n}`,
      userId: userId(n),
      shareId: 'share-0',
      createdAt: new Date(yesterday).toISOString(),
      removedAt: n === 1 ? new Date(written.today + 1_000).toISOString() : null,
    })),
  );
  const page = await panel.open('community?period=7days&metric=totalLikes');
  const chart = page.getByRole('slider', { name: /^Likes by day/ });
  const standing = lately(facts.likes, 2).length + 1;
  await pointAt(chart, ['End', 'ArrowLeft'], standing);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'By whom' }).click();
  await drawer(page).getByRole('status').getByText(`${standing} likes`).waitFor();
  const sum = (await ranking(page)).reduce((all, [, n]) => all + Number(n), 0);
  expect(sum).toBe(standing);
});

it('lists from a point of Total referred all who were referred by then', async () => {
  const page = await panel.open('referrals?period=30days&metric=totalReferrals');
  const chart = page.getByRole('slider', { name: /^Total referred by day/ });
  const before = facts.referrals.length - lately(facts.referrals, 29).length;
  await pointAt(chart, ['Home'], before);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: `See the ${before} referrals` }).click();
  await drawer(page).getByRole('status').getByText(`${before} referrals`).waitFor();
});

it('opens each number of a row: a referrer’s, and a code’s', async () => {
  const page = await panel.open('referrals?period=90days');
  const own = facts.referrals.filter(({ referrer }) => referrer === 0);
  const referrers = page.getByRole('region', { name: 'Referrer table', exact: true });
  await referrers.getByRole('link', { name: `Referred ${own.length} of ${userName(0)}` }).click();
  await drawer(page).getByRole('status').getByText(`${own.length} referrals`).waitFor();
  const referees = () =>
    drawer(page)
      .locator('li:not(:has(li))')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('a')?.textContent ?? ''));
  await expect
    .poll(async () => (await referees()).toSorted())
    .toEqual(own.map(({ referee }) => nameOf(referee)).toSorted());
  await page.keyboard.press('Escape');
  const codes = page.getByRole('region', { name: 'Code table', exact: true });
  const credits = own.reduce((n, { reward }) => n + reward, 0);
  await codes.getByRole('link', { name: `Credits ${words(credits)} of CODE0` }).click();
  await drawer(page)
    .getByRole('status')
    .getByText(`${words(credits)} credits in ${own.length} referrals`)
    .waitFor();
  await switchTo(page, 'People');
  await people(page).first().waitFor();
  expect(await ranking(page)).toEqual([[userName(0), words(credits)]]);
  await checkView(page);
});

it('tells a viewer of nobody, whatever the address names', async () => {
  const page = await panel.open('analytics', { role: 'viewer' });
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${panel.url}analytics?rows=payments.purchase.USD&shown=people`);
  await page.getByRole('listitem').filter({ hasText: 'Active users' }).first().waitFor();
  expect(await drawer(page).count()).toBe(0);
  expect(await page.getByRole('link', { name: /^People behind/ }).count()).toBe(0);
  expect(asked.filter((path) => /credit-transactions|referrals|community/.test(path))).toEqual([]);
  const refused = await page.request.get(
    new URL('../api/admin/credit-transactions?groupBy=user', panel.url).href,
  );
  expect(refused.status()).toBe(403);
});
