import type { Bed } from './lib/bed.ts';
import { historyName, historyOf } from './lib/history.ts';
import { alternate, median, perSecond, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

/** P1 over a year of activity that is there already, against an empty log. */
export async function p5(bed: Bed): Promise<Result[]> {
  const { events, users, quick, rounds } = bed.size;
  // In a copy: what is written here would make today unlike any other day of the reports' benchmark.
  await (await historyOf(bed, events, users)).close();
  const full = await bed.copy(historyName(events, users), 'bench_p5_full');
  const empty = await bed.fresh('bench_p5');
  const count = quick ? 20_000 : 50_000;
  const work = createWorkload({ users, seed: 5 });
  const rate = async (lab: typeof full) => {
    const inputs = Array.from({ length: count }, () => work.next());
    return perSecond(count, await timed(() => trackMany(lab.ingest, inputs)));
  };
  await rate(full);
  await rate(empty);
  const { a, b } = await alternate(
    rounds,
    () => rate(full),
    () => rate(empty),
  );
  await full.close();
  await empty.close();
  const ratio = median(a) / median(b);
  return [
    {
      id: 'P5',
      what: `track() with ${events.toLocaleString('en')} activities there, against an empty log`,
      ours: `${median(a)}/s`,
      yardstick: `${median(b)}/s`,
      value: round(ratio),
      unit: ' x',
      goal: '>= 0.9 x',
      reached: ratio >= 0.9,
    },
  ];
}
