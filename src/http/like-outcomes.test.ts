import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../test/support/factories.ts';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import {
  LIKER_STEPS,
  LIKES_BY,
  type LikeOutcome,
  type LikeOutcomes,
  type LikerStep,
  type LikesBy,
} from '../contract/index.ts';
import { retain } from '../jobs/retention.ts';
import { buildBlocks } from '../store/build.ts';

const NOW = Date.parse('2026-06-20T09:30:00Z');
const DAY = 86_400_000;
const PATH = '/api/admin/community/outcomes';
const [FROM, TO] = ['2026-03-04', '2026-06-10'];
const ZONES = ['America/New_York', 'Asia/Kathmandu', 'UTC'];
const ZONE = ZONES[0]!;

let s: TestServer;
let admin: string;

beforeAll(async () => {
  const t = await testDatabase({ now: () => NOW, timezone: ZONE });
  s = await testServer({ now: () => NOW }, t);
  admin = await s.key('admin');
  const key = await s.key('track');
  const next = random(23);
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]!;
  const post = (path: string, items: readonly object[]) => s.record(path, items, key);
  const first = Date.parse('2026-02-01T00:00:00Z');
  const instant = (from = first) => new Date(Math.floor(from + next() * (NOW - from)));
  const users = Array.from({ length: 300 }, (_, i) => `u-${i}`);
  await post(
    'identify',
    users.map((userId, i) => ({
      userId,
      name: `User ${i}`,
      email: `u${i}@example.com`,
      internal: i % 25 === 0,
      createdAt: new Date(first).toISOString(),
    })),
  );
  const removed = (at: Date) => (next() < 0.2 ? { removedAt: instant(at.getTime()).toISOString() } : {});
  const shares = Array.from({ length: 160 }, (_, i) => ({ id: `s-${i}`, at: instant() }));
  await post(
    'facts/community-shares',
    shares.map(({ id, at }) => ({
      id,
      ownerId: `u-${Math.floor(next() * 40)}`,
      kind: pick(['session', 'session', 'media']),
      sharedAt: at.toISOString(),
      ...removed(at),
    })),
  );
  await post(
    'facts/community-likes',
    users.flatMap((userId, i) =>
      Array.from({ length: Math.floor(next() * 4) }, (_, n) => {
        // Some like what nobody told of.
        const share = next() < 0.1 ? { id: `elsewhere-${n}`, at: instant() } : pick(shares);
        const at = instant(share.at.getTime());
        return { id: `l-${i}-${n}`, userId, shareId: share.id, createdAt: at.toISOString(), ...removed(at) };
      }),
    ),
  );
  await t.ingest.writeHistory(
    users.flatMap((userId) =>
      next() < 0.4
        ? []
        : Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
            anActivity({
              userId,
              action: pick(['session_viewed', 'session_created', 'media_uploaded', 'session_shared']),
              createdAt: instant(next() < 0.3 ? first : first + 80 * DAY).getTime(),
            }),
          ),
    ),
    'test',
  );
  // One who makes something in the hour before their first like, and one in the hour after it.
  await post('facts/community-likes', [
    { id: 'l-before', userId: 'same-day-before', shareId: 's-0', createdAt: '2026-05-05T15:00:00Z' },
    { id: 'l-after', userId: 'same-day-after', shareId: 's-0', createdAt: '2026-05-05T15:00:00Z' },
  ]);
  await t.ingest.writeHistory(
    [
      anActivity({
        userId: 'same-day-before',
        action: 'session_created',
        createdAt: Date.parse('2026-05-05T14:00:00Z'),
      }),
      anActivity({
        userId: 'same-day-after',
        action: 'session_created',
        createdAt: Date.parse('2026-05-05T16:00:00Z'),
      }),
    ],
    'test',
  );
  await buildBlocks(t.db, catalogue, { now: NOW - 3 * DAY, force: true });
});
afterAll(() => s.close());

const get = (query: Record<string, string>, path = PATH) =>
  s.ask(`${path}?${new URLSearchParams({ startDate: FROM, endDate: TO, timezone: ZONE, ...query })}`, {
    as: admin,
  });

const keyOf = (by: LikesBy, zone: string, instant: string): string => {
  if (by === 'kind') return 's.kind';
  if (by === 'owner') return 's.owner_id';
  const day = `date_trunc('${by}', ${instant} at time zone '${zone}')`;
  return `to_char(greatest(${day}, '${FROM}'), 'YYYY-MM-DD')`;
};

interface Asked {
  readonly zone?: string;
  readonly excludeInternal?: boolean;
  readonly within?: number | null;
}

interface Counted extends Omit<LikeOutcome, 'shared' | 'liked'> {
  /** Null for all together. */
  readonly key: string | null;
  readonly ids: Readonly<Record<LikerStep, readonly string[] | null>>;
}

/** From the rows of the log and the facts. */
async function recount(by: LikesBy, { zone = ZONE, excludeInternal = true, within = null }: Asked = {}) {
  const q = s.t.db.s;
  const range = [
    `('${FROM}'::timestamp at time zone '${zone}')`,
    `(('${TO}'::date + 1)::timestamp at time zone '${zone}')`,
  ];
  const facts = `log as materialized (select user_id, action, created_at from ${q}.user_activity_logs),
    internal as (select id from ${q}.users where internal and $1::boolean),
    share as (select * from ${q}.community_shares where owner_id not in (select id from internal)),
    stood as (select l.* from ${q}.community_likes l where created_at < ${range[1]}
      and (removed_at is null or removed_at >= ${range[1]}) and user_id not in (select id from internal)
      and not exists (select from ${q}.community_shares x where x.id = l.share_id and x.owner_id in (select id from internal)))`;
  const { rows: shares } = await s.t.db.pool.query(
    `with ${facts} select coalesce(${keyOf(by, zone, 's.shared_at')}, '') as key, count(*)::int as shared,
       count(*) filter (where exists (select from stood where share_id = s.id))::int as liked
     from share s where s.shared_at >= ${range[0]} and s.shared_at < ${range[1]}
       and (s.removed_at is null or s.removed_at >= ${range[1]}) group by 1`,
    [excludeInternal],
  );
  const steps = LIKER_STEPS.map((step) => `array_agg(id order by id) filter (where ${step}) as "${step}"`);
  const { rows: people } = await s.t.db.pool.query(
    `with ${facts},
      f as (select distinct on (user_id) * from stood order by user_id, created_at, id),
      p as (select f.user_id as id, f.created_at as at, coalesce(${keyOf(by, zone, 'f.created_at')}, '') as key,
        f.created_at >= ${range[0]} as is_first,
        (select min(created_at) from log where log.user_id = f.user_id and action in ('session_created', 'media_uploaded')) as made,
        coalesce((date_trunc('day', f.created_at at time zone '${zone}') + $2::int * interval '1 day') at time zone '${zone}', 'infinity') as until
        from f left join share s on s.id = f.share_id
        where f.user_id in (select user_id from stood where created_at >= ${range[0]})),
      n as (select *, is_first and (made is null or made >= at) as is_new from p),
      o as (select id, key, at, made, true as likers, is_first as "firstLikers", is_new as newcomers,
        is_new and made is not null and made < until as created,
        is_new and (made is null or made >= until) and until > $3 as open,
        is_new and (made is null or made >= until) and until <= $3 as left from n)
     select case when grouping(key) = 1 then null else key end as key, ${steps
       .join(', ')
       .replaceAll('where left', 'where o.left')
       .replaceAll('where firstLikers', 'where "firstLikers"')},
       (extract(epoch from percentile_disc(0.5) within group (order by made - at) filter (where created)) * 1000)::bigint as median
     from o group by grouping sets ((), (key)) having grouping(key) = 1 or bool_or("firstLikers")`,
    [excludeInternal, within, new Date(NOW)],
  );
  return {
    shares: shares as { key: string; shared: number; liked: number }[],
    people: people.map(
      ({ key, median, ...ids }): Counted => ({
        key,
        ...(Object.fromEntries(LIKER_STEPS.map((step) => [step, ids[step]?.length ?? 0])) as Record<
          LikerStep,
          number
        >),
        median: median === null ? null : Number(median),
        ids,
      }),
    ),
  };
}

/** As the answer should tell it. */
function expected({ shares, people }: Awaited<ReturnType<typeof recount>>) {
  const plain = ({ key: _, ids: __, ...numbers }: Counted) => numbers;
  const keys = new Set([...shares.map(({ key }) => key), ...people.flatMap(({ key }) => key ?? [])]);
  const none = {
    shared: 0,
    liked: 0,
    firstLikers: 0,
    newcomers: 0,
    created: 0,
    open: 0,
    left: 0,
    median: null,
  };
  const rows = [...keys].map((key) => {
    const { key: _, ...shared } = shares.find((row) => row.key === key) ?? { key, shared: 0, liked: 0 };
    const found = people.find((row) => row.key === key);
    const { likers: __, ...numbers } = found ? plain(found) : { ...none, likers: 0 };
    return [key, { ...none, ...numbers, ...shared }] as const;
  });
  return {
    none,
    total: {
      shared: shares.reduce((sum, { shared }) => sum + shared, 0),
      liked: shares.reduce((sum, { liked }) => sum + liked, 0),
      ...plain(people.find(({ key }) => key === null)!),
    },
    rows: Object.fromEntries(rows),
  };
}

function told(json: LikeOutcomes) {
  const { rows, meta: _, ...total } = json;
  return { total, rows: rows.map(({ key, owner: __, ...numbers }) => [key, numbers] as const) };
}

describe.each(LIKES_BY)('from share to like to the first of their own, by %s', (by) => {
  it.each(
    ZONES.flatMap((zone) =>
      [null, 1, 14, 60].map((within) => ({ zone, within, excludeInternal: within !== 60 })),
    ),
  )(
    'is what log and facts say in $zone within $within days, without staff: $excludeInternal',
    async (asked) => {
      const { zone, within, excludeInternal } = asked;
      const { status, json } = await get({
        by,
        timezone: zone,
        excludeInternal: String(excludeInternal),
        ...(within !== null && { within: String(within) }),
      });
      expect(status).toBe(200);
      const { none, total, rows } = expected(await recount(by, asked));
      const answer = told(json);
      expect(answer.total).toEqual(total);
      // A week in which nothing was shared or liked is a row of zeros.
      const empty = answer.rows.filter(([key]) => !Object.hasOwn(rows, key));
      expect(empty.map(([, numbers]) => numbers)).toEqual(empty.map(() => none));
      expect(Object.fromEntries(answer.rows.filter(([key]) => Object.hasOwn(rows, key)))).toEqual(rows);
      expect(json.meta.totalRows).toBe(answer.rows.length);
      // Everybody stands in one row.
      for (const step of ['firstLikers', 'newcomers', 'created', 'open', 'left'] as const)
        expect(answer.rows.reduce((sum, [, row]) => sum + row[step], 0)).toBe(answer.total[step]);
      expect(total.created + total.open + total.left).toBe(total.newcomers);
      // Each is something to count.
      for (const n of [
        total.shared - total.liked,
        total.likers - total.firstLikers,
        total.firstLikers - total.newcomers,
      ])
        expect(n).toBeGreaterThan(3);
      expect([total.created > 0, total.open > 0, total.left > 0]).toEqual([
        true,
        within !== 1,
        within !== null,
      ]);
    },
  );

  it('opens its people, as many as each number and nobody else', async () => {
    const query = { by, within: '14' };
    const { json } = await get(query);
    const { people } = await recount(by, { within: 14 });
    const row = (json as LikeOutcomes).rows.find(({ newcomers }) => newcomers > 1)!;
    for (const step of LIKER_STEPS) {
      const { json: all } = await get({ ...query, step, pageSize: '500' }, `${PATH}/people`);
      const ids = all.people.map(({ userId }: { userId: string }) => userId).sort();
      expect([all.meta.totalRows, ids]).toEqual([
        (json as LikeOutcomes)[step],
        people.find(({ key }) => key === null)!.ids[step] ?? [],
      ]);
      if (step === 'likers') continue;
      const { json: some } = await get({ ...query, step, key: row.key, pageSize: '500' }, `${PATH}/people`);
      expect(some.people.map(({ userId }: { userId: string }) => userId).sort()).toEqual(
        people.find(({ key }) => key === row.key)!.ids[step] ?? [],
      );
      expect(some.meta.totalRows).toBe(row[step]);
    }
  });

  it('is a file, too', async () => {
    const { json } = await get({ by });
    const { text, headers } = await get({ by, format: 'csv' });
    expect(headers.get('content-disposition')).toContain(`like-outcomes-by-${by}`);
    const rows: Record<string, string>[] = parse(text, { columns: true });
    const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect([sum('shared'), sum('liked'), sum('newcomers')]).toEqual([
      json.shared,
      json.liked,
      json.newcomers,
    ]);
    const people = await get({ by, step: 'created', format: 'csv' }, `${PATH}/people`);
    expect(parse(people.text, { columns: true })).toHaveLength(json.created);
  });
});

it('lists what was shared and got a like, by kind, by owner and by when', async () => {
  const shares = '/api/admin/community/shares';
  const { json } = await get({ by: 'kind' });
  const kinds = (json as LikeOutcomes).rows.filter(({ key }) => key !== '');
  const counts = async (query: Record<string, string>) => [
    (await get(query, shares)).json.meta.totalRows,
    (await get({ ...query, liked: 'true' }, shares)).json.meta.totalRows,
  ];
  expect(await counts({})).toEqual([json.shared, json.liked]);
  for (const { key, shared, liked } of kinds) expect(await counts({ kind: key })).toEqual([shared, liked]);
  const { key: owner, ...of } = (await get({ by: 'owner' })).json.rows.find(
    ({ key }: { key: string }) => key !== '',
  );
  expect(await counts({ userId: owner })).toEqual([of.shared, of.liked]);
  const month = (await get({ by: 'month' })).json.rows.find(
    ({ key }: { key: string }) => key === '2026-04-01',
  );
  expect(await counts({ startDate: '2026-04-01', endDate: '2026-04-30', asOf: TO })).toEqual([
    month.shared,
    month.liked,
  ]);
  expect((await get({ liked: 'false' }, shares)).json.fields).toEqual({
    liked: 'takes true; leave it out for all',
  });
});

it('tells apart what was made before the like and after it on the same day', async () => {
  const day = { startDate: '2026-05-05', endDate: '2026-05-05', timezone: 'UTC', pageSize: '500' };
  const of = async (step: string) =>
    (await get({ ...day, step }, `${PATH}/people`)).json.people
      .filter(({ userId }: { userId: string }) => userId.startsWith('same-day'))
      .map(({ userId, firstLikedAt, firstMadeAt }: Record<string, string>) => [
        userId,
        firstLikedAt,
        firstMadeAt,
      ]);
  const [before, later] = [
    ['same-day-before', '2026-05-05T15:00:00.000Z', '2026-05-05T14:00:00.000Z'],
    ['same-day-after', '2026-05-05T15:00:00.000Z', '2026-05-05T16:00:00.000Z'],
  ];
  expect((await of('firstLikers')).sort()).toEqual([later, before].sort());
  expect(await of('newcomers')).toEqual([later]);
  expect(await of('created')).toEqual([later]);
});

it('counts as many people and likes as the statistics and lists beside it', async () => {
  const { json } = await get({ by: 'kind' });
  const [stats, likes] = [
    (await get({}, '/api/admin/community/stats')).json,
    (await get({}, '/api/admin/community/likes')).json,
  ];
  expect([json.shared, json.likers]).toEqual([stats.sharedSessions + stats.sharedMedia, likes.totalUsers]);
});

it('refuses what it does not take, by name, and viewers', async () => {
  expect((await get({ by: 'code' })).json.fields).toEqual({ by: 'takes kind, owner, week, month' });
  expect((await get({ step: 'paid' }, `${PATH}/people`)).json.fields).toEqual({
    step: 'takes likers, firstLikers, newcomers, created, open, left',
  });
  expect((await get({ key: 'session' }, `${PATH}/people`)).json.fields).toEqual({
    key: 'takes no row of likers, who stand in none; leave it out, or ask step=firstLikers',
  });
  const viewer = await s.signIn('vera@example.com', 'viewer');
  expect((await s.ask(PATH, { as: viewer })).status).toBe(403);
});

// The last two: they change what the others are about.
it('has erased people in no number of people, and what they shared with nobody', async () => {
  const before = (await get({ by: 'owner' })).json as LikeOutcomes;
  const owner = before.rows.find(({ key }) => key !== '')!;
  const { people } = (await get({ step: 'newcomers' }, `${PATH}/people`)).json;
  const liker = people.find(({ userId }: { userId: string }) => userId !== owner.key).userId;
  for (const userId of [owner.key, liker])
    expect(
      (await s.post(`/api/admin/users/${userId}/erase`, { confirm: userId }, { as: admin })).status,
    ).toBe(200);
  const { json } = await get({ by: 'owner' });
  const after = json as LikeOutcomes;
  const gone = before.likers - after.likers;
  // The owner may have liked something, too.
  expect(gone === 1 || gone === 2).toBe(true);
  expect([after.shared, after.liked, after.newcomers]).toEqual([
    before.shared,
    before.liked,
    expect.toSatisfy((n: number) => n === before.newcomers - 1 || n === before.newcomers - 2),
  ]);
  expect(after.rows.some(({ key }) => key === owner.key)).toBe(false);
  expect(after.rows.find(({ key }) => key === '')).toMatchObject({ owner: null, shared: owner.shared });
});

it('refuses what retention has left without an order, and tells the rest by all of what is kept', async () => {
  const since = { startDate: '2026-04-10', within: '14' };
  const before = await Promise.all(LIKES_BY.map(async (by) => told((await get({ ...since, by })).json)));
  const { rows: count } = await s.t.db.pool.query(
    `select count(*)::int as n from ${s.t.db.s}.user_activity_logs`,
  );
  await retain(s.t.db, {
    catalogue,
    policy: { activity: { sessions: 90, media_gallery: 90 }, auditLog: 'keep', deadLetters: 'keep' },
    now: NOW,
  });
  const { rows: left } = await s.t.db.pool.query(
    `select count(*)::int as n from ${s.t.db.s}.user_activity_logs`,
  );
  expect(left[0].n).toBeLessThan(count[0].n);
  const after = await Promise.all(
    LIKES_BY.map(async (by) => told((await get({ ...since, by, refresh: 'force' })).json)),
  );
  expect(after).toEqual(before);
  const { status, json } = await get({ refresh: 'force' });
  expect([status, json.fields.startDate]).toEqual([
    400,
    expect.stringContaining('asks in which order activities came'),
  ]);
});
