import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import { readMeta, writeMeta } from '../../src/db/meta.ts';
import { buildSegments } from '../../src/jobs/segments.ts';
import type { Bed, Lab } from './bed.ts';
import { createWorkload, random } from './workload.ts';

const DAY = 86_400_000;

/** The database of such a year. */
export const historyName = (events: number, users: number) => `bench_year_${events}_${users}`;

/**
 * A year of activity, built once through the write path and kept: the same name, events and users give
 * the same database in a later run, as long as it ended at most a week ago.
 */
export async function historyOf(bed: Bed, events: number, users: number): Promise<Lab> {
  const name = historyName(events, users);
  const kept = await bed.kept(name);
  if (kept) {
    const end = (await readMeta(kept.db, 'bench_end')) as number | undefined;
    if (end && Date.now() - end < 7 * DAY) return kept;
    await kept.close();
  }
  const lab = await bed.fresh(name);
  const end = Math.floor(Date.now() / DAY) * DAY;
  await fill(lab, events, users, end);
  await buildSegments(lab.db, defaultCatalogue, { zone: 'UTC', now: Date.now() });
  await lab.db.pool.query('vacuum analyze');
  await writeMeta(lab.db, 'bench_end', end);
  return lab;
}

async function fill(lab: Lab, events: number, users: number, end: number): Promise<void> {
  const work = createWorkload({ users });
  const rnd = random(7);
  const lanes = 2;
  const size = 2_000;
  let written = 0;
  let shown = 0;
  const step = (365 * DAY) / events;
  const take = (): ActivityInput[] => {
    const batch: ActivityInput[] = [];
    for (; batch.length < size && written < events; written++)
      batch.push(work.next(Math.floor(end - 365 * DAY + step * (written + rnd() * 50))));
    if (written - shown >= 500_000) {
      shown = written;
      console.error(`  ${written.toLocaleString('en')} of ${events.toLocaleString('en')} activities written`);
    }
    return batch;
  };
  const lane = async (index: number) => {
    for (let batch = take(); batch.length > 0; batch = take())
      await lab.ingest.writeHistory(batch, 'bench', index);
  };
  await Promise.all(Array.from({ length: lanes }, (_, i) => lane(i)));
}
