import { deepStrictEqual } from 'node:assert/strict';
import type { Funnel, Lifecycle } from '../src/contract/index.ts';
import type { Bed } from './lib/bed.ts';
import { openDuck } from './lib/duck.ts';
import { historyOf } from './lib/history.ts';
import { median, type Result, round } from './lib/result.ts';
import { serve } from './lib/site.ts';

const DAY = 86_400_000;
const WINDOW_DAYS = 7;
const STEPS = [
  'session_created',
  'session_viewed',
  'smart_caption_generated',
  'babecock_created',
  'media_uploaded',
];
/** Days of the range, and milliseconds that the goal allows of 10,000,000 activities. */
const RANGES = [
  { days: 30, goal: 30 },
  { days: 365, goal: 200 },
] as const;
const SHARE = 0.15;
const WARMING = 2;
const LIFECYCLE_DAYS = 90;

interface Question {
  readonly what: string;
  readonly path: string;
  readonly sql: string;
  readonly goal: number;
  /** Of our answer, as the rows of the other. */
  told(answer: never): readonly (readonly number[])[];
}

const QUESTIONS: readonly Question[] = [
  ...RANGES.map(
    ({ days, goal }): Question => ({
      what: `funnel of ${STEPS.length} steps, ${days} days`,
      path: `/explore/funnel?period=${days}days&compare=none&timezone=UTC&window=${WINDOW_DAYS}d&steps=${STEPS.join(';')}`,
      sql: funnelSql(days),
      goal,
      told: ({ steps }: Funnel) => [steps.map(({ count }) => count!)],
    }),
  ),
  {
    what: `lifecycle by day, ${LIFECYCLE_DAYS} days`,
    path: `/explore/lifecycle?period=${LIFECYCLE_DAYS}days&timezone=UTC&interval=day`,
    sql: lifecycleSql(LIFECYCLE_DAYS),
    goal: 40,
    told: ({ periods }: Lifecycle) =>
      periods.map((each) => [each.new!, each.returning!, each.resurrected!, each.dormant!]),
  },
];

/** Questions over HTTP, the cache bypassed, against DuckDB on the raw log; both have to tell the same. */
export async function p14(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  const results: Result[] = [];
  try {
    for (const { what, path, sql, goal, told } of QUESTIONS) {
      const cold = await serve(lab);
      const first = await cold.ask(path);
      deepStrictEqual(
        told((await cold.read(path)) as never),
        (await duck.rows(sql)).map((row) => row.map(Number)),
      );
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let i = 0; i < (quick ? 5 : 15) + WARMING; i++) {
        const [own, other] = [await cold.ask(path), await duck.ask(sql)];
        if (i >= WARMING) {
          ours.push(own);
          theirs.push(other);
        }
      }
      await cold.close();
      const share = round(median(ours) / median(theirs));
      results.push({
        id: 'P14',
        what: `${what}, ${events.toLocaleString('en')} activities`,
        ours: `${round(median(ours), 1)} ms, cold ${round(first, 0)}`,
        yardstick: `DuckDB ${round(median(theirs), 1)} ms, the same answer`,
        value: share,
        unit: ' x DuckDB',
        goal: `<= ${goal} ms, <= ${SHARE} x DuckDB`,
        reached: median(ours) <= goal && share <= SHARE,
      });
    }
    return results;
  } finally {
    duck.close();
    await lab.close();
  }
}

/** Of each activity of a step the latest beginning that leads to it, step by step. */
function funnelSql(days: number): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const from = `timestamp '${new Date(today - (days - 1) * DAY).toISOString().slice(0, 19)}'`;
  const rows = (action: string) =>
    `select user_id, created_at as t from log where action = '${action}' and created_at >= ${from}`;
  const tables = STEPS.map((action, i) =>
    i === 0
      ? `s0 as (select user_id, t, t as began from (${rows(action)}))`
      : `s${i} as (select l.user_id, l.t, s.began from (${rows(action)}) l asof join s${i - 1} s
           on l.user_id = s.user_id and l.t >= s.t where l.t - s.began <= interval ${WINDOW_DAYS} day)`,
  );
  const counts = STEPS.map((_, i) => `(select count(distinct user_id) from s${i})`);
  return `with ${tables.join(', ')} select ${counts.join(', ')}`;
}

/** Of each day who is new, there again, back and there no more. */
function lifecycleSql(days: number): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const from = `date '${new Date(today - (days - 1) * DAY).toISOString().slice(0, 10)}'`;
  return `with there as (select distinct user_id, cast(created_at as date) as d from log),
    ever as (select user_id, min(d) as first from there group by user_id),
    told as (
      select a.d, count(*) filter (where e.first = a.d) as new, count(b.user_id) as again,
        count(*) filter (where e.first < a.d and b.user_id is null) as back
      from there a join ever e using (user_id)
      left join there b on b.user_id = a.user_id and b.d = a.d - 1 where a.d >= ${from} group by a.d),
    gone as (
      select a.d + 1 as d, count(*) as gone from there a
      where not exists (select 1 from there b where b.user_id = a.user_id and b.d = a.d + 1) group by a.d)
    select coalesce(new, 0), coalesce(again, 0), coalesce(back, 0), coalesce(gone, 0)
    from (select cast(unnest(generate_series(${from}, ${from} + ${days - 1}, interval 1 day)) as date) as d)
    left join told using (d) left join gone using (d) order by d`;
}
