import type { Bed } from './lib/bed.ts';
import { alternate, median, type Result, round, timed } from './lib/result.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

/** One awaited track() on an idle system, against one bare INSERT committed. */
export async function p3(bed: Bed): Promise<Result[]> {
  const lab = await bed.fresh('bench_p3');
  const work = createWorkload({ users: 1_000, visits: 50 });
  const count = bed.size.quick ? 50 : 200;
  await lab.db.pool.query('create table public.bare (id bigint primary key, action text, details jsonb)');
  await trackMany(
    lab.ingest,
    Array.from({ length: 20_000 }, () => work.next()),
  );
  // Every shape of statement once on the connection, as on a server that has run for a minute.
  for (let i = 0; i < 600; i++) await lab.ingest.track(work.next());
  let id = 0;

  const { a, b } = await alternate(
    bed.size.rounds * 2,
    async () => {
      const each: number[] = [];
      for (let i = 0; i < count; i++) {
        const input = work.next();
        each.push(await timed(() => lab.ingest.track(input)));
      }
      return median(each);
    },
    async () => {
      const each: number[] = [];
      for (let i = 0; i < count; i++)
        each.push(
          await timed(() =>
            lab.db.pool.query({
              name: 'bare',
              text: 'insert into public.bare values ($1, $2, $3)',
              values: [++id, 'session_viewed', { theme: 'JOI', captionLength: 120 }],
            }),
          ),
        );
      return median(each);
    },
  );
  await lab.close();
  const ratio = median(a) / median(b);
  return [
    {
      id: 'P3',
      what: 'one awaited track(), idle, against one bare INSERT',
      ours: `${round(median(a))} ms`,
      yardstick: `${round(median(b))} ms`,
      value: round(ratio),
      unit: ' x',
      goal: '<= 1.8 x',
      reached: ratio <= 1.8,
    },
  ];
}
