import type { Bed, Lab } from './lib/bed.ts';
import { openDuck } from './lib/duck.ts';
import { historyOf } from './lib/history.ts';
import { questions } from './lib/questions.ts';
import { median, type Result, round, timed } from './lib/result.ts';
import { serve } from './lib/site.ts';

const DAY = 86_400_000;

/** Reports with the cache bypassed, whole HTTP answers, against DuckDB and PostgreSQL on the raw log. */
export async function p6(bed: Bed): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const lab = await historyOf(bed, events, users);
  const duck = await openDuck(lab, `year_${events}_${users}`);
  const site = await serve(lab);
  const asks = quick ? 5 : 15;
  const results: Result[] = [];
  try {
    for (const q of questions) {
      const ours: number[] = [];
      const newYork: number[] = [];
      const ducks: number[] = [];
      const raws: number[] = [];
      for (let i = 0; i < asks + 2; i++) {
        const warm = i >= 2;
        const a = await site.ask(q.path);
        const b = await site.ask(`${q.path}${q.path.includes('?') ? '&' : '?'}timezone=America/New_York`);
        const c = await duck.ask(fill(q.sql, 'log', 'theme', 'timestamp'));
        const d =
          i < 4
            ? await raw(lab, fill(q.sql, 'analytics.user_activity_logs', `details->>'theme'`, 'timestamptz'))
            : 0;
        if (!warm) continue;
        ours.push(a);
        newYork.push(b);
        ducks.push(c);
        if (d) raws.push(d);
      }
      const p50 = median(ours);
      results.push({
        id: 'P6',
        what: `${q.name} (New York ${round(median(newYork), 1)} ms), ${events.toLocaleString('en')} activities`,
        ours: `${round(p50, 1)} ms`,
        yardstick: `DuckDB ${round(median(ducks), 1)} ms, raw PostgreSQL ${round(median(raws), 0)} ms`,
        value: round(p50 / median(ducks)),
        unit: ' x DuckDB',
        goal: `<= ${q.goal} ms, <= 1 x DuckDB, <= 0.1 x raw`,
        reached: p50 <= q.goal && p50 <= median(ducks) && p50 <= 0.1 * median(raws),
      });
    }
  } finally {
    await site.close();
    duck.close();
    await lab.close();
  }
  return results;
}

const raw = (lab: Lab, sql: string) => timed(() => lab.db.pool.query(sql));

/** Whole days back from today, as our periods count them. */
function fill(sql: string, log: string, theme: string, type: string): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const at = (days: number) =>
    `cast('${new Date(today - (days - 1) * DAY).toISOString().slice(0, 19)}' as ${type})`;
  return sql
    .replaceAll('{log}', log)
    .replaceAll('{theme}', theme)
    .replaceAll('{from30}', at(30))
    .replaceAll('{from60}', at(60))
    .replaceAll('{from90}', at(90));
}
