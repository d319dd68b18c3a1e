import { deepStrictEqual } from 'node:assert/strict';
import { funnelOf } from './explore/funnel.ts';
import { lifecycleOf } from './explore/lifecycle.ts';
import { pathsOf } from './explore/paths.ts';
import type { Bed } from './lib/bed.ts';
import { openDuck } from './lib/duck.ts';
import { historyOf } from './lib/history.ts';
import { median, type Result, round } from './lib/result.ts';
import { serve } from './lib/site.ts';

const QUESTIONS = [funnelOf(30, 30), funnelOf(365, 200), lifecycleOf(90, 40), pathsOf(30, 40)];
const SHARE = 0.15;
const WARMING = 2;

/** Questions of Explore over HTTP, the cache bypassed, against DuckDB on the raw log; both have to tell the same. */
export async function p14(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  const results: Result[] = [];
  try {
    for (const { what, goal, path, sql, ours: told, theirs: toldBy } of QUESTIONS) {
      const cold = await serve(lab);
      const first = await cold.ask(path);
      deepStrictEqual(told(await cold.read<unknown>(path)), toldBy(await duck.rows(sql)));
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
