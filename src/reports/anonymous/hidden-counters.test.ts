import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/http.ts';
import { testDatabase } from '../../../test/support/index.ts';
import { type DefaultCatalogue, defaultCatalogue } from '../../catalogue/index.ts';
import type { ActivityInput, UserRow } from '../../contract/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;

let s: TestServer;
let admin: string;

type Action = keyof DefaultCatalogue['actions'] & string;
/** So many users do it once a day before: `user-1` and the following. */
const does = (action: Action, users: number, daysAgo: number, hour = 8): ActivityInput[] =>
  Array.from({ length: users }, (_, i) => ({
    eventId: randomUUID(),
    userId: `user-${String(i + 1).padStart(2, '0')}`,
    action,
    createdAt: Math.floor(NOW / DAY) * DAY - daysAgo * DAY + (hour + (i % 3)) * 3_600_000 + i,
  }));

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW });
  await t.ingest.writeHistory(
    [
      // 12 users in all; two of them uploaded, four shared a session, five remixed.
      ...does('session_created', 12, 3),
      ...does('session_viewed', 9, 2),
      ...does('smart_caption_generated', 8, 2),
      ...does('smart_caption_generated', 8, 3),
      ...does('media_uploaded', 2, 1),
      ...does('session_shared', 4, 1),
      ...does('babecock_remix', 5, 1),
      // Long ago three others made sessions: only lifetime numbers reach there.
      ...does('session_created', 3, 200).map((each) => ({ ...each, userId: `old-${each.userId}` })),
      // On one day there were four people.
      ...does('page_viewed', 4, 20),
    ],
    'test',
  );
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
});
afterAll(() => s?.close());

const get = (path: string) => s.ask(`/api/admin/${path}`, { as: admin });
const MONTH = 'period=10days&anonymize=true';

async function pagesOf(query: string): Promise<UserRow[]> {
  const rows: UserRow[] = [];
  for (let page = 1; ; page++) {
    const { json } = await get(`usage-analytics?${query}&pageSize=5&page=${page}`);
    rows.push(...json.users);
    if (json.users.length < 5) return rows;
  }
}

describe('a counter of two users', () => {
  it('is null in the summary, the features, the rows of every page, the top five and the file', async () => {
    const { json } = await get(`usage-analytics?${MONTH}`);
    const summary = await get(`usage-summary?${MONTH}`);
    const file = await get(`users/export/csv?${MONTH}`);
    const [header, ...lines] = file.text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const rows = await pagesOf(MONTH);
    expect(rows).toHaveLength(12);
    expect(lines).toHaveLength(12);
    for (const name of ['mediaUploaded', 'sessionsShared']) {
      expect([json.summary.counters[name], summary.json.summary.counters[name]]).toEqual([null, null]);
      for (const row of [...rows, ...json.topUsers]) expect([name, row[name]]).toEqual([name, null]);
      for (const line of lines) expect(line[header!.indexOf(name)]).toBe('');
    }
    expect(json.features.map(({ feature }: { feature: string }) => feature)).not.toContain('media_gallery');
    expect(json.topUsers[0].byFeature).not.toHaveProperty('media_gallery');
    expect(new Set(lines.map((line) => line[header!.indexOf('byFeature.media_gallery')]))).toEqual(
      new Set(['']),
    );
    // What tells nothing of a few stays.
    expect(json.summary).toMatchObject({ activeUsers: 12, activities: 48 });
    expect(json.summary.counters).toMatchObject({
      sessionsViewed: 9,
      smartCaptionsGenerated: 16,
      sessionsEdited: 0,
    });
    expect(json.meta.totalRows).toBe(12);
  });

  it.each(['mediaUploaded', 'sessionsShared'])('can not be sorted by: %s', async (name) => {
    for (const path of [
      `usage-analytics?${MONTH}`,
      `usage-analytics?${MONTH}&page=3`,
      `users/export/csv?${MONTH}`,
    ]) {
      const { status, json } = await get(`${path}&sortBy=${name}`);
      expect([status, json.fields]).toEqual([
        400,
        {
          sortBy: `takes what rows show, and ${name} is null here: it, or a number that it would give away, is of fewer than five users. Sort by another, or take a longer range`,
        },
      ]);
    }
  });

  it('leaves others to sort by', async () => {
    const { status, json } = await get(`usage-analytics?${MONTH}&sortBy=sessionsViewed`);
    expect([status, json.users.slice(7, 11).map((row: UserRow) => row.sessionsViewed)]).toEqual([
      200,
      [1, 1, 0, 0],
    ]);
  });
});

it('no shown column is of a few, and no total leaves a few beside what is shown', async () => {
  const rows = await pagesOf(MONTH);
  const { json } = await get(`usage-analytics?${MONTH}`);
  for (const name of [...Object.keys(defaultCatalogue.counters), 'totalActivity', 'activities']) {
    const shown = rows.map((row) => row[name]);
    const users = shown.filter((n) => n !== null && Number(n) > 0).length;
    expect([name, users === 0 || users >= 5]).toEqual([name, true]);
    const whole = name in json.summary.counters ? json.summary.counters[name] : json.summary[name];
    if (whole !== null && !shown.includes(null))
      expect([name, shown.reduce<number>((sum, n) => sum + Number(n), 0)]).toEqual([name, whole]);
  }
  const left = rows.map((row) => {
    const ranked = [
      'sessionsCreated',
      'smartCaptionsGenerated',
      'customCaptionsGenerated',
      'babecockImagesCreated',
      'mediaUploaded',
    ];
    return row.totalActivity === null
      ? 0
      : row.totalActivity - ranked.reduce((sum, name) => sum + Number(row[name]), 0);
  });
  expect(left.filter((n) => n > 0).length === 0 || left.filter((n) => n > 0).length >= 5).toBe(true);
});

it('rows of a last day are in no order of the hour', async () => {
  const query = `${MONTH}&sortBy=lastActivityAt&pageSize=50`;
  const rows: UserRow[] = (await get(`usage-analytics?${query}`)).json.users;
  const days = rows.map((row) => row.lastActivityAt!);
  expect(days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
  expect(days).toEqual([...days].sort().reverse());
  // Nobody edited a session: by that all are equal.
  const equal: UserRow[] = (await get(`usage-analytics?${MONTH}&sortBy=sessionsEdited&pageSize=50`)).json
    .users;
  const place = new Map(equal.map((row, i) => [row.userId, i]));
  rows.slice(1).forEach((row, i) => {
    const before = rows[i]!;
    if (before.lastActivityAt === row.lastActivityAt)
      expect(place.get(before.userId)!).toBeLessThan(place.get(row.userId)!);
  });
  const file = (await get(`users/export/csv?${query.replace('&pageSize=50', '')}&columns=userId`)).text;
  expect(file.trimEnd().split('\r\n').slice(1)).toEqual(rows.map((row) => row.userId));
});

it('four people are neither listed nor counted', async () => {
  const day = 'startDate=2026-02-28&endDate=2026-02-28&anonymize=true';
  for (const more of ['', '&include=inactive', '&groupBy=action']) {
    const { json } = await get(`usage-analytics?${day}${more}`);
    expect([json.users, json.topUsers, json.groups ?? []]).toEqual([[], [], []]);
    expect([json.meta.totalRows, json.summary.activeUsers, json.summary.activities]).toEqual([
      null,
      null,
      null,
    ]);
  }
  const file = await get(`users/export/csv?${day}`);
  expect(file.text.trimEnd().split('\r\n')).toHaveLength(1);
  expect((await get(`usage-analytics?${day}&sortBy=activities`)).status).toBe(400);
  const nobody = await get('usage-analytics?startDate=2026-02-01&endDate=2026-02-01&anonymize=true');
  expect([nobody.json.meta.totalRows, nobody.json.summary.activeUsers]).toEqual([0, 0]);
});

it('a lifetime number that tells what a few did before is hidden rather than the counter', async () => {
  const { json } = await get('usage-summary?startDate=2026-03-17&endDate=2026-03-17&anonymize=true');
  expect([json.summary.totalSessions, json.summary.counters.sessionsCreated]).toEqual([null, 12]);
  const before = await get('usage-summary?startDate=2025-01-01&endDate=2026-01-01&anonymize=true');
  expect(before.json.summary.totalSessions).toBe(null);
  const all = await get('usage-summary?period=all&anonymize=true');
  expect(all.json.summary.totalSessions).toBe(all.json.summary.counters.sessionsCreated);
});

it('groups and the summary beside them are one question', async () => {
  const { json } = await get(`usage-analytics?${MONTH}&groupBy=feature,day`);
  const alone = await get(`usage-summary?${MONTH}`);
  expect(json.summary).toEqual(alone.json.summary);
  for (const feature of json.features) {
    const cells = json.groups.filter(
      ({ key }: { key: { feature: string } }) => key.feature === feature.feature,
    );
    const rest =
      feature.activities - cells.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect([feature.feature, rest === 0 || rest >= 5]).toEqual([feature.feature, true]);
  }
  expect(json.users).toEqual([]);
});
