import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { reports } from '../../../test/support/reports.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import type { PathNode } from '../../contract/index.ts';
import { createTombstones } from '../../ingest/tombstones.ts';
import { eraseUser } from '../../jobs/erase/index.ts';
import { retain } from '../../jobs/retention.ts';
import { buildBlocks } from '../../store/build.ts';
import type { ReportContext } from '../context.ts';
import { type PlainStep, stepText } from '../testing/funnel-recount.ts';
import { INTERNAL, pick, randomHistory, seeded, USERS } from '../testing/history.ts';
import { type PlainPaths, type PlainUserWay, recountPaths } from '../testing/paths-recount.ts';
import { type Raw, readRaw } from '../testing/recount.ts';

const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'America/New_York';
/** `EXPLORE_RUNS=10000` for as many. */
const RUNS = Number(process.env.EXPLORE_RUNS ?? 100);

let t: TestDatabase;
let ctx: ReportContext;
let raw: Raw;

beforeAll(async () => {
  t = await testDatabase({ now: () => NOW, timezone: ZONE });
  ctx = { db: t.db, catalogue, zone: ZONE, currency: 'USD', now: NOW, sample: false };
  await t.db.pool.query(
    `insert into ${t.db.s}.users (id, internal, identified, created_at)
     select id, id = any($3::text[]), true, $2 from unnest($1::text[]) id`,
    [USERS, new Date(NOW - 60 * DAY), INTERNAL],
  );
  const random = seeded(17);
  // In visits: some minutes apart, a few at one instant, one half an hour after another.
  const visiting = randomHistory(random, 2_400, NOW - 20 * DAY, NOW).map((row) => {
    const visit = Math.floor(Number(row.createdAt) / (8 * HOUR)) * 8 * HOUR;
    return { ...row, createdAt: visit + Math.floor(random() * 16) * 5 * MINUTE };
  });
  await t.ingest.writeHistory(
    visiting.filter(({ createdAt }) => createdAt <= NOW),
    'test',
  );
  await buildBlocks(t.db, catalogue, { now: NOW - 2 * DAY, force: true });
  // What comes late takes blocks away: the log is read in several places.
  await t.ingest.writeHistory(randomHistory(random, 12, NOW - 18 * DAY, NOW - 3 * DAY), 'test');
  await eraseUser(t.db, 'user-5', {
    catalogue,
    tombstones: createTombstones(t.db, Buffer.alloc(32, 7)),
    now: NOW,
  });
  raw = await readRaw(t.db);
});
afterAll(() => t?.drop());

const ACTIONS = ['session_created', 'smart_caption_generated', 'media_uploaded', 'user_updated'];

const randomAnchor = (random: () => number): PlainStep =>
  pick<() => PlainStep>(random, [
    () => ({ action: pick(random, ACTIONS) }),
    () => ({ action: pick(random, ACTIONS) }),
    () => ({ feature: pick(random, Object.keys(catalogue.features)) }),
    () => ({ theme: pick(random, ['JOI', 'Beta', 'Odd one']) }),
    ...(random() < 0.1 ? [() => ({ feature: 'admin', target: pick(random, USERS) })] : []),
  ])();

type Question = Omit<PlainPaths, 'start' | 'end'> & {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
};

function randomQuestion(random: () => number): Question {
  const anchor = random() < 0.75 ? randomAnchor(random) : null;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const from = NOW - (1 + random() * 17) * DAY;
  return {
    zone: pick(random, [ZONE, 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe']),
    from: date(from),
    to: date(Math.min(NOW, from + pick(random, [0, 1, 5, 12]) * DAY)),
    now: NOW,
    anchor,
    before: random() < 0.4,
    steps: pick(random, [1, 2, 3, 3, 5]),
    nodes: pick(random, ['action', 'feature'] as const),
    window: anchor && random() < 0.5 ? pick(random, [10 * MINUTE, 5 * HOUR, 3 * DAY]) : null,
    folds: random() < 0.6,
    every: random() < 0.5,
    excludeInternal: random() < 0.7,
    ...(random() < 0.15 && { feature: pick(random, Object.keys(catalogue.features)) }),
    ...(random() < 0.1 && { userId: pick(random, USERS) }),
  };
}

const queryOf = (q: Question) => ({
  startDate: q.from,
  endDate: q.to,
  timezone: q.zone,
  direction: q.before ? 'before' : 'after',
  ...(q.anchor && { anchor: stepText(q.anchor) }),
  steps: q.steps,
  nodes: q.nodes,
  within: q.window === null ? 'visit' : q.window < HOUR ? `${q.window / MINUTE}m` : `${q.window / HOUR}h`,
  repeats: q.folds ? 'fold' : 'keep',
  count: q.every ? 'tries' : 'people',
  excludeInternal: q.excludeInternal,
  ...(q.feature && { feature: q.feature }),
  ...(q.userId && { userId: q.userId }),
});

/** When days begin is what the database says. */
async function recount({ zone, from, to, ...q }: Question): Promise<PlainUserWay[]> {
  const { rows } = await t.db.pool.query(
    `select extract(epoch from $1::date::timestamp at time zone $3)::float8 * 1000 as start,
       extract(epoch from ($2::date + 1)::timestamp at time zone $3)::float8 * 1000 as end`,
    [from, to, zone],
  );
  const { start, end } = rows[0] as { start: number; end: number };
  return recountPaths(raw, { ...q, start, end: Math.min(end, NOW) });
}

const isOn = (way: PlainUserWay, path: readonly string[]) => path.every((key, i) => way.path[i] === key);

/** What every way that is told has to say. */
const numbersOf = (ways: readonly PlainUserWay[], path: readonly string[], q: Question) => {
  const own = ways.filter((way) => isOn(way, path));
  const ending = own.filter((way) => way.path.length === path.length && path.length < q.steps);
  return {
    path,
    count: own.length,
    people: new Set(own.map(({ userId }) => userId)).size,
    ended: ending.length,
    open: ending.filter(({ open }) => open).length,
  };
};

async function expectAsRecounted(q: Question, random: () => number): Promise<number> {
  const query = queryOf(q);
  const ways = await recount(q);
  const most = pick(random, [1, 2, 5, 20]);
  const { nodes } = await reports.paths(ctx, { ...query, most } as never);
  const shown = nodes.map(({ path, count, people, ended, open }) => ({ path, count, people, ended, open }));
  expect([query, shown]).toEqual([query, nodes.map(({ path }) => numbersOf(ways, path, q))]);
  for (const node of nodes) {
    const next = nodes.filter(
      ({ path }) => path.length === node.path.length + 1 && node.path.every((key, i) => path[i] === key),
    );
    const all = new Map<string, number>();
    for (const way of ways)
      if (isOn(way, node.path) && way.path.length > node.path.length)
        all.set(way.path[node.path.length]!, (all.get(way.path[node.path.length]!) ?? 0) + 1);
    const commonest = [...all].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    expect([query, most, node.path, next.map(({ path }) => path.at(-1))]).toEqual([
      query,
      most,
      node.path,
      commonest.slice(0, most).map(([key]) => key),
    ]);
    const rest = commonest.slice(most);
    expect([node.other, node.others]).toEqual([rest.reduce((sum, [, n]) => sum + n, 0), rest.length]);
  }
  return (await expectList(q, { ...query, most }, pick(random, nodes), nodes, ways, random)) + ways.length;
}

/** Who went the way, or ended there, or went on otherwise: as many as its number says. */
async function expectList(
  q: Question,
  query: object,
  node: PathNode,
  nodes: readonly PathNode[],
  ways: readonly PlainUserWay[],
  random: () => number,
): Promise<number> {
  const { path } = node;
  const who = path.length < q.steps ? pick(random, ['went', 'ended', 'other'] as const) : 'went';
  const told = nodes.map((each) => each.path.join(' '));
  const wanted = ways.filter((way) => {
    if (!isOn(way, path)) return false;
    if (who === 'went') return true;
    if (who === 'ended') return way.path.length === path.length;
    return way.path.length > path.length && !told.includes(way.path.slice(0, path.length + 1).join(' '));
  });
  const list = await reports.pathPeople(ctx, {
    ...query,
    ...(path.length > 0 && { path: path.join(';') }),
    who,
    pageSize: 500,
  } as never);
  expect([query, path, who, list.meta.totalRows]).toEqual([query, path, who, wanted.length]);
  expect(list.meta.totalRows).toBe({ went: node.count, ended: node.ended, other: node.other }[who]);
  const text = (userId: string, began: string, way: readonly string[], times: readonly string[]) =>
    [userId, began, ...way, ...times].join(' ');
  const iso = (ms: number) => new Date(ms).toISOString();
  const found = list.people.map((each) => text(each.userId, each.began, each.path, each.times));
  const all = wanted.map((way) => text(way.userId, iso(way.began), way.path, way.times.map(iso)));
  expect(found.length).toBe(Math.min(500, all.length));
  if (all.length <= 500) expect(found.sort()).toEqual(all.sort());
  expect(list.people.map(({ began }) => began)).toEqual(
    list.people
      .map(({ began }) => began)
      .sort()
      .reverse(),
  );
  return wanted.length;
}

describe('ways', () => {
  it(
    `are what the rows of the log tell one by one (${RUNS} random questions)`,
    async () => {
      const random = seeded(Number(process.env.EXPLORE_SEED ?? 1));
      let found = 0;
      for (let i = 0; i < RUNS; i++) found += await expectAsRecounted(randomQuestion(random), random);
      // It asked of something.
      expect(found).toBeGreaterThan(RUNS * 10);
    },
    90_000 + RUNS * 200,
  );

  it.each([
    [{ within: '7d' }, 'within', 'takes visit where no anchor is given'],
    [{ anchor: 'flown' }, 'anchor', 'which is unknown'],
    [{ anchor: 'session_created', within: '91d' }, 'within', 'up to 90 days'],
    [{ steps: 6 }, 'steps', 'from 1 to 5'],
    [{ most: 21 }, 'most', 'from 1 to 20'],
  ])('refuse %o', async (query, field, why) => {
    const refused = reports.paths(ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  it.each([
    [{ path: 'flown' }, 'path', 'which is unknown'],
    [{ path: 'session_created;session_viewed', steps: 1 }, 'path', 'takes 1 at most'],
    [{ path: 'session_created', who: 'ended', steps: 1 }, 'path', 'takes 0 at most'],
    [{ path: 'bulk_download;bulk_download', who: 'other', most: 1 }, 'path', 'is no way of the answer'],
  ])('refuse a list of %o', async (query, field, why) => {
    const refused = reports.pathPeople(ctx, query as never);
    await expect(refused).rejects.toMatchObject({ fields: { [field]: expect.stringContaining(why) } });
  });

  // The last one: it removes what the others are about.
  it('are refused where the log is gone, with the first instant that can be told', async () => {
    await retain(t.db, {
      catalogue,
      policy: {
        activity: Object.fromEntries(Object.keys(catalogue.features).map((name) => [name, 9])),
        auditLog: 'keep',
        deadLetters: 'keep',
      },
      now: NOW,
    });
    raw = await readRaw(t.db);
    for (const asked of [
      {},
      { direction: 'before' },
      { anchor: 'session_created' },
      { anchor: 'session_created', direction: 'before', within: '3d' },
    ]) {
      const query = { ...asked, endDate: '2026-03-20' };
      const error = await reports.paths(ctx, { ...query, startDate: '2026-03-03' } as never).catch((e) => e);
      expect(error.fields.startDate).toContain('asks in which order activities came');
      const [, earliest] = /can be served is (\S+Z)/.exec(error.fields.startDate)!;
      const { nodes } = await reports.paths(ctx, { ...query, startDate: earliest } as never);
      expect(nodes[0]!.count).toBeGreaterThan(0);
      const before = new Date(Date.parse(earliest!) - 1).toISOString();
      await expect(reports.paths(ctx, { ...query, startDate: before } as never)).rejects.toThrow();
    }
  });
});
