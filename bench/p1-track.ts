import type { Bed } from './lib/bed.ts';
import { alternate, median, perSecond, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';
import { copyRows, twoAwaits } from './lib/yardsticks.ts';

/** Acknowledged activities a second, in process, 10,000 in flight: validation, log, counters, dedupe. */
export async function p1(bed: Bed): Promise<Result[]> {
  const lab = await bed.fresh('bench_p1');
  const count = bed.size.quick ? 20_000 : 100_000;
  const specCount = bed.size.quick ? 2_000 : 8_000;
  const work = createWorkload({ users: bed.size.users });
  const batch = (n: number) => Array.from({ length: n }, () => work.next());
  await lab.db.pool.query('create table public.plain_log (like analytics.user_activity_logs including all)');
  await trackMany(lab.ingest, batch(20_000));

  const { a: ours, b: yardsticks } = await alternate(
    bed.size.rounds,
    async () => {
      const inputs = batch(count);
      return perSecond(count, await timed(() => trackMany(lab.ingest, inputs)));
    },
    async () => {
      const inputs = batch(count);
      const copy = perSecond(count, await timed(() => copyRows(lab.db, 'public.plain_log', inputs)));
      const spec = perSecond(specCount, await timed(() => twoAwaits(lab.db, inputs.slice(0, specCount))));
      return { copy, spec };
    },
  );
  await lab.close();
  const track = median(ours);
  const copy = median(yardsticks.map((y) => y.copy));
  const spec = median(yardsticks.map((y) => y.spec));
  return [
    {
      id: 'P1',
      what: 'track() in process, against COPY',
      ours: `${track}/s`,
      yardstick: `${copy}/s`,
      value: round(track / copy),
      unit: ' x',
      goal: '>= 0.5 x',
      reached: track / copy >= 0.5,
    },
    {
      id: 'P1',
      what: 'track() in process, against two awaits on 16 connections',
      ours: `${track}/s`,
      yardstick: `${spec}/s`,
      value: round(track / spec),
      unit: ' x',
      goal: '>= 12 x',
      reached: track / spec >= 12,
    },
  ];
}
