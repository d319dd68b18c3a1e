import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity, random } from '../support/index.ts';
import { checkView } from './check-view.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { userId, userName, type Written, words } from './platform.ts';
import { drawer, people, ranking, switchTo } from './ranking.ts';

const DAY = 86_400_000;
let panel: Panel;
let written: Written;
beforeAll(async () => {
  ({ panel, written } = await startFilled());
});
afterAll(() => finish(panel));

type Activity = Written['activities'][number];
const themeOf = ({ details }: Activity) => (details as { theme?: string } | undefined)?.theme;
const did =
  (...actions: string[]) =>
  ({ action }: Activity) =>
    actions.includes(action);

/** Numbers by their key, with what each counts. */
const NUMBERS: Record<string, (activity: Activity) => boolean> = {
  activities: () => true,
  'feature.sessions': did('session_created', 'session_viewed'),
  'action.page_viewed': did('page_viewed'),
  'counter.mediaUploaded': did('media_uploaded'),
  'counter.captionThemeJoi': (a) => did('smart_caption_generated')(a) && themeOf(a) === 'JOI',
  'by.theme.Beta': (a) => did('smart_caption_generated')(a) && themeOf(a) === 'Beta',
  'group.feature:sessions;action:session_viewed': did('session_viewed'),
  'metric.captionGenerations': did('smart_caption_generated'),
};

const counted = async (page: Page) =>
  (await ranking(page)).map(([name, n]): [string, number] => [name, Number(n.replaceAll(',', ''))]);

function rankedOf(activities: readonly Activity[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { userId: id } of activities) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
const nameOf = (id: string) => {
  const n = Array.from({ length: 56 }, (_, i) => i).find((i) => userId(i) === id);
  return n === undefined ? id : userName(n);
};

const r = random(12);
const cases = Object.keys(NUMBERS).map((of) => {
  const first = r.int(2, 60);
  return [of, first, r.int(1, Math.min(first, 30))] as const;
});

it.each(cases)(
  'ranks those behind %s, from %i days ago over %i days: they add up to it',
  async (of, first, days) => {
    const since = written.today - first * DAY;
    const until = since + days * DAY;
    const mine = written.activities.filter((a) => NUMBERS[of]!(a) && a.at >= since && a.at < until);
    const at = `since=${new Date(since).toISOString()}&until=${new Date(until).toISOString()}`;
    const page = await panel.open(`analytics?rows=${encodeURIComponent(of)}&${at}&shown=people`);
    const expected = rankedOf(mine).map(([id, n]): [string, number] => [nameOf(id), n]);
    const told = `${words(mine.length)} ${mine.length === 1 ? 'activity' : 'activities'}`;
    const by = `${words(expected.length)} ${expected.length === 1 ? 'person' : 'people'}`;
    await drawer(page).getByRole('status').getByText(`${told} by ${by}`).waitFor();
    expect(await counted(page)).toEqual(expected);
    await switchTo(page, 'Activities');
    await drawer(page).getByRole('status').getByText(told).waitFor();
    await expect.poll(() => drawer(page).locator('li time').count()).toBe(Math.min(50, mine.length));
  },
);

it('is one press from a point of the chart, and leads on to what one of them did', async () => {
  const page = await panel.open('analytics?period=7days');
  const chart = page.getByRole('slider', { name: /^Activities by day/ });
  await chart.focus();
  // Today is empty: the day before.
  for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('link', { name: 'By whom' }).click();
  const yesterday = written.activities.filter(({ at }) => at >= written.today - DAY);
  const [[id, n]] = rankedOf(yesterday) as [[string, number]];
  await drawer(page)
    .getByRole('status')
    .getByText(`${words(yesterday.length)} activities by`)
    .waitFor();
  const share = `${Math.round((n / yesterday.length) * 1_000) / 10}%`;
  await people(page).first().getByText(share, { exact: true }).waitFor();
  await people(page)
    .first()
    .getByRole('link', { name: `${n} of ${nameOf(id)}` })
    .click();
  await page.waitForURL(/who=/);
  await drawer(page)
    .getByRole('status')
    .getByText(n === 1 ? '1 activity' : `${n} activities`)
    .waitFor();
  await page.goBack();
  await people(page).first().waitFor();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
});

it('finds one among them, and leaves as a file of exactly them', async () => {
  const page = await panel.open('usage?period=90days&rows=action.page_viewed&shown=people');
  const expected = rankedOf(written.activities.filter(did('page_viewed')));
  await people(page).first().waitFor();
  const link = page.getByRole('link', { name: /the people behind Page viewed/ });
  const file = await page.request.get((await link.getAttribute('href'))!);
  const rows = parse(await file.text(), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ user, count }) => [user, Number(count)])).toEqual(expected);

  await drawer(page).getByRole('searchbox').fill(userName(4));
  await expect.poll(() => people(page).count()).toBe(1);
  const found = expected.find(([id]) => id === userId(4))!;
  await people(page)
    .getByRole('link', { name: String(found[1]), exact: false })
    .last()
    .waitFor();
});

it('fits every window, and tells by how much staff is left out', async () => {
  const at = written.today - 10 * DAY + 43_200_000;
  const work = Array.from({ length: 5 }, (_, i) =>
    anActivity({ userId: 'staff-1', action: 'settings_updated', feature: 'admin', createdAt: at + i }),
  );
  await panel.analytics.identifyAll([{ userId: 'staff-1', name: 'Stella Staff', internal: true }]);
  await panel.analytics.ingest.writeHistory(work, 'staff');
  const page = await panel.open('analytics?period=29days&rows=activities&shown=people');
  await drawer(page)
    .getByText('Activities in no row here: 5 of internal accounts', { exact: false })
    .waitFor();
  const listed = await counted(page);
  expect(listed.map(([name]) => name)).not.toContain('Stella Staff');
  const sum = listed.reduce((all, [, n]) => all + n, 0);
  await drawer(page)
    .getByRole('status')
    .getByText(`${words(sum + 5)} activities by`)
    .waitFor();
  await checkView(page);
});

it('opens what a group was before, and the parts of one bar', async () => {
  const page = await panel.open('reports?by=action&view=table&period=7days');
  const before = written.activities.filter(
    (a) => did('page_viewed')(a) && a.at < written.today - 6 * DAY && a.at >= written.today - 13 * DAY,
  );
  const row = page.getByRole('row').filter({ hasText: 'Page viewed' });
  await row
    .getByRole('link', { name: words(before.length), exact: true })
    .last()
    .click();
  await drawer(page)
    .getByRole('status')
    .getByText(`${words(before.length)} activities`)
    .waitFor();
  await switchTo(page, 'People');
  await expect.poll(() => people(page).count()).toBe(rankedOf(before).length);

  await page.goto(`${panel.url}reports?by=action,day&period=7days`);
  const chart = page.getByRole('slider', { name: /arrow keys read each bar/ });
  await chart.focus();
  for (const key of ['End', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  const day = written.activities.filter(({ at }) => at >= written.today - DAY);
  const views = day.filter(did('page_viewed'));
  await page
    .getByTestId('legend')
    .getByRole('listitem')
    .filter({ hasText: 'Page viewed' })
    .getByRole('link', { name: words(views.length), exact: true })
    .click();
  await drawer(page)
    .getByRole('status')
    .getByText(views.length === 1 ? '1 activity' : `${views.length} activities`)
    .waitFor();
  await switchTo(page, 'People');
  await expect.poll(() => people(page).count()).toBe(rankedOf(views).length);
});
