import { deepStrictEqual } from 'node:assert/strict';
import type { Funnel } from '../src/contract/index.ts';
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

/** Funnels over HTTP, the cache bypassed, against DuckDB on the raw log; both have to tell the same. */
export async function p14(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  const results: Result[] = [];
  try {
    for (const { days, goal } of RANGES) {
      const path = `/explore/funnel?period=${days}days&compare=none&timezone=UTC&window=${WINDOW_DAYS}d&steps=${STEPS.join(';')}`;
      const sql = funnelSql(days);
      const cold = await serve(lab);
      const first = await cold.ask(path);
      const { steps } = await cold.read<Funnel>(path);
      deepStrictEqual(
        steps.map(({ count }) => count),
        (await duck.rows(sql))[0]!.map(Number),
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
        what: `funnel of ${STEPS.length} steps, ${days} days, ${events.toLocaleString('en')} activities`,
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
