import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommunityStats } from '../../src/contract/families/platform/community.ts';
import type { ReferralStats } from '../../src/contract/families/platform/referrals.ts';
import type { Analytics, UsageAnalytics, UserUsage } from '../../src/contract/reports.ts';
import { fillFacts } from './facts.ts';
import { finish, startFilled } from './filled.ts';
import type { Panel } from './panel.ts';
import { userId, type Written } from './platform.ts';

type Row = Record<string, string>;

let panel: Panel;
let written: Written;
let key: string;
beforeAll(async () => {
  ({ panel, written } = await startFilled({ timezone: 'Asia/Kolkata' }));
  await fillFacts(panel.analytics, written.today);
  ({ key } = await panel.analytics.auth.keys.create('tests', ['admin']));
});
afterAll(() => finish(panel));

async function report<T>(path: string): Promise<T> {
  const answer = await fetch(new URL(`../api/admin/${path}`, panel.url), {
    headers: { authorization: `Bearer ${key}` },
  });
  return (await answer.json()) as T;
}

/** The file behind a download that a view offers. */
async function saved(view: string, what: RegExp): Promise<{ name: string; rows: Row[] }> {
  const page = await panel.open(view);
  // A button makes its file here, a link fetches it; the whole page's is in its menu.
  if (what.source.includes('the numbers of this'))
    await page.getByRole('button', { name: 'Export', exact: true }).click();
  const offered = page.getByLabel(what).first();
  await offered.scrollIntoViewIfNeeded();
  const downloading = page.waitForEvent('download');
  await offered.click();
  const download = await downloading;
  const text = await readFile(await download.path(), 'utf8');
  return {
    name: download.suggestedFilename(),
    rows: parse(text, { columns: true, bom: true, relax_column_count: true }),
  };
}

const column = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);
const texts = (values: readonly unknown[]) => values.map((value) => String(value ?? ''));
/** A row for each name, in any order. */
const byName = (rows: readonly Row[], head: string, value: string) =>
  Object.fromEntries(rows.map((row) => [row[head], row[value]]));

it('hands out Analytics: its cards, and its features with every action', async () => {
  const cards = await saved('analytics?period=30days', /^Download CSV: the numbers of this page/);
  const { meta, ...told } = await report<Analytics>('analytics?period=30days');
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Kolkata' }).format(new Date(meta.start));
  expect(cards.name).toBe(`analytics-numbers-${day}.csv`);
  expect(byName(cards.rows, 'metric', 'value')).toMatchObject({
    'Active users': String(told.activeUsers),
    Captions: String(told.captionGenerations),
    Revenue: String(told.revenue / 100),
  });
  expect(byName(cards.rows, 'metric', 'previous')).toMatchObject({
    Uploads: String(told.trends?.mediaUploads.previous),
  });
  const { rows } = await saved('analytics?period=30days', /^Download CSV: the actions and counters/);
  const { features } = await report<UsageAnalytics>('usage-analytics?period=30days');
  const actions = features!.flatMap((f) => f.actions.map(({ action, count }) => [action, String(count)]));
  expect(
    byName(
      rows.filter(({ kind }) => kind === 'action'),
      'name',
      'count',
    ),
  ).toEqual(Object.fromEntries(actions));
});

it('hands out Usage: its summary, and one feature', async () => {
  const { rows } = await saved('usage?period=30days', /^Download CSV: the numbers of this summary/);
  const { summary, features } = await report<UsageAnalytics>('usage-analytics?period=30days');
  expect(byName(rows, 'metric', 'value')).toMatchObject({
    activities: String(summary!.activities),
    totalMedia: String(summary!.totalMedia),
    usersManaged: String(summary!.admin.usersManaged),
  });
  const one = await saved('usage?period=30days&feature=smart_captions', /counters of this feature$/);
  const captions = features!.find(({ feature }) => feature === 'smart_captions')!;
  const themes = one.rows.filter(({ kind }) => kind === 'theme');
  expect(column(themes, 'count')).toEqual(texts(captions.distributions.theme!.map(({ count }) => count)));
});

it('hands out one user: counters, days and timeline', async () => {
  const id = encodeURIComponent(userId(1));
  const at = `users/${id}?period=30days`;
  const usage = await report<UserUsage>(`users/${id}/usage?period=30days`);
  const counters = await saved(at, /^Download CSV: every counter/);
  expect(byName(counters.rows, 'counter', 'ever')).toMatchObject({
    sessionsCreated: String(usage.usageStats.sessionsCreated),
    totalActivity: String(usage.usageStats.totalActivity),
  });
  const days = await saved(at, /^Download CSV: the activities of each day/);
  const mine = written.activities.filter((activity) => activity.userId === userId(1));
  expect(days.rows.reduce((sum, row) => sum + Number(row.activities), 0)).toBe(mine.length);
  const timeline = await saved(at, /^Download CSV: every activity of this user/);
  const count = Object.values(usage.byFeature).reduce((a, b) => a + b, 0);
  expect(timeline.rows).toHaveLength(count);
  await fetch(new URL(`../api/admin/users/${id}`, panel.url), {
    method: 'PATCH',
    body: JSON.stringify({ internal: true }),
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });
  expect((await saved(at, /^Download CSV: every activity of this user/)).rows).toHaveLength(count);
});

it('hands out Referrals and Community: their cards and who leads', async () => {
  const referrals = await report<ReferralStats>('referrals/stats?period=90days');
  const cards = await saved('referrals?period=90days', /^Download CSV: the numbers of this page/);
  expect(byName(cards.rows, 'metric', 'value')).toMatchObject({
    'New referrals': String(referrals.newReferrals),
    Conversion: String(referrals.conversionRate),
  });
  const top = await saved('referrals?period=90days', /^Download CSV: the top referrers/);
  expect(column(top.rows, 'userId')).toEqual(referrals.topReferrers.map((each) => each.userId));
  const codes = await saved('referrals?period=90days', /^Download CSV: the top codes/);
  expect(column(codes.rows, 'Credits')).toEqual(texts(referrals.topCodes.map(({ credits }) => credits)));
  const community = await report<CommunityStats>('community/stats?period=90days');
  const shared = await saved('community?period=90days', /^Download CSV: the top contributors/);
  expect(column(shared.rows, 'Shares')).toEqual(texts(community.topContributors.map(({ shares }) => shares)));
});

it('hands out System, Audit and Settings, secrets apart', async () => {
  const tables = await saved('system', /^Download CSV: every table’s size/);
  expect(column(tables.rows, 'Table')).toContain('audit_log');
  expect(Number(byName(tables.rows, 'Table', 'bytes').audit_log)).toBeGreaterThan(0);
  const endpoints = await saved('system', /^Download CSV: every endpoint’s numbers/);
  expect(Number(byName(endpoints.rows, 'Endpoint', 'Requests').communityStats)).toBeGreaterThan(0);
  const audit = await saved('audit?endpoint=communityStats', /^Download CSV: every entry/);
  expect(new Set(column(audit.rows, 'endpoint'))).toEqual(new Set(['communityStats']));
  const keys = await saved('settings', /^Download CSV: every API key/);
  expect(column(keys.rows, 'name')).toEqual(['tests']);
  expect(JSON.stringify(keys.rows)).not.toContain(key);
  const operators = await saved('settings', /^Download CSV: every operator/);
  expect(column(operators.rows, 'email')).toEqual(['admin@example.com']);
});
