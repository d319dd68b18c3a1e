import { deepStrictEqual } from 'node:assert/strict';
import { firstUseOf } from './explore/first-use.ts';
import { funnelOf } from './explore/funnel.ts';
import { isIn } from './explore/is-in.ts';
import { KATHMANDU, lifecycleOf } from './explore/lifecycle.ts';
import { loopDelay } from './explore/loop.ts';
import { pathsOf } from './explore/paths.ts';
import { retentionOf } from './explore/retention.ts';
import { rhythmOf } from './explore/rhythm.ts';
import { segmentOf } from './explore/segment.ts';
import { stickinessOf } from './explore/stickiness.ts';
import { whyOf } from './explore/why.ts';
import type { Bed } from './lib/bed.ts';
import { openDuck } from './lib/duck.ts';
import { historyOf } from './lib/history.ts';
import { median, type Result, round } from './lib/result.ts';
import { serve } from './lib/site.ts';

export const EXPLORED = [
  funnelOf(30, 30),
  funnelOf(365, 200),
  retentionOf(52, 50),
  lifecycleOf(90, 40),
  lifecycleOf(90, 40, KATHMANDU),
  pathsOf(30, 40),
  segmentOf(50),
  stickinessOf(30),
  rhythmOf(90),
  firstUseOf(90),
  whyOf(28, 300),
  whyOf(180, 300),
];
const SHARE = 0.15;
const WARMING = 2;

/** Questions of Explore over HTTP, the cache bypassed, against DuckDB on the raw log; both have to tell the same. */
export async function p14(bed: Bed): Promise<Result[]> {
  const { events, users, rounds } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  const results: Result[] = [];
  try {
    for (const { what, goal, path, sql, ours: told, theirs: toldBy } of EXPLORED) {
      const cold = await serve(lab);
      const first = await cold.ask(path);
      const answer = await cold.read<unknown>(path);
      deepStrictEqual(told(answer), toldBy(await duck.rows(sql), answer), what);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let i = 0; i < rounds * 3 + WARMING; i++) {
        const [own, other] = [await cold.ask(path), await duck.ask(sql)];
        if (i >= WARMING) {
          ours.push(own);
          theirs.push(other);
        }
      }
      await cold.close();
      const share = round(median(ours) / median(theirs));
      const inTime = goal === null || median(ours) <= goal;
      console.error(`  ${what}: ${round(median(ours), 1)} ms, cold ${round(first, 0)}, ${share} x DuckDB`);
      results.push({
        id: 'P14',
        what: `${what}, ${events.toLocaleString('en')} activities`,
        ours: `${round(median(ours), 1)} ms, cold ${round(first, 0)}`,
        yardstick: `DuckDB ${round(median(theirs), 1)} ms, the same answer`,
        value: share,
        unit: ' x DuckDB',
        goal: `${goal === null ? '' : `<= ${goal} ms, `}<= ${SHARE} x DuckDB`,
        reached: inTime && share <= SHARE,
      });
    }
    return [...results, await loopDelay(bed, lab, EXPLORED), await isIn(bed, lab)];
  } finally {
    duck.close();
    await lab.close();
  }
}
