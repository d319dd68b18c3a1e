import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import { readMeta, writeMeta } from '../../src/db/meta.ts';
import { buildBlocks } from '../../src/store/build.ts';
import type { Bed, Lab } from './bed.ts';
import { createWorkload, random } from './workload.ts';

const DAY = 86_400_000;

/** The database of such a year. */
export const historyName = (events: number, users: number) => `bench_year_${events}_${users}`;

/**
 * A year of activity up to now, built once through the write path and kept: a later run adds what has
 * passed since, so that today has its rows, and builds anew after a week.
 */
export async function historyOf(bed: Bed, events: number, users: number): Promise<Lab> {
  const name = historyName(events, users);
  const kept = await keptUpToNow(bed, name, events, users);
  if (kept) return kept;
  const lab = await bed.fresh(name);
  await fillYear(lab, events, users);
  return lab;
}

/** A kept database of so many activities a year, with what has passed since; null where it is too old. */
export async function keptUpToNow(
  bed: Bed,
  name: string,
  events: number,
  users: number,
): Promise<Lab | null> {
  const kept = await bed.kept(name);
  if (!kept) return null;
  const until = Date.now();
  const end = await endOf(kept);
  if (end && until - end < 7 * DAY) {
    const count = Math.floor((events / (365 * DAY)) * (until - end));
    await fill(kept, users, { from: end, until, count });
    await finish(kept, until);
    return kept;
  }
  await kept.close();
  return null;
}

/** Where its activity ends, milliseconds since 1970. */
export const endOf = async (lab: Lab) => (await readMeta(lab.db, 'bench_end')) as number | undefined;

/** Such a year for a database that is empty. */
export async function fillYear(lab: Lab, events: number, users: number): Promise<void> {
  const until = Date.now();
  await fill(lab, users, { from: until - 365 * DAY, until, count: events });
  await finish(lab, until);
}

/** What a running server does every minute. */
async function finish(lab: Lab, until: number): Promise<void> {
  await buildBlocks(lab.db, defaultCatalogue, { now: until, force: true });
  await lab.db.pool.query('vacuum analyze');
  await writeMeta(lab.db, 'bench_end', until);
}

interface Stretch {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** Activities, spread evenly. */
  readonly count: number;
}

async function fill(lab: Lab, users: number, { from, until, count }: Stretch): Promise<void> {
  const work = createWorkload({ users });
  const rnd = random(7);
  const lanes = 2;
  const size = 2_000;
  let written = 0;
  let shown = 0;
  const step = (until - from) / Math.max(1, count);
  const take = (): ActivityInput[] => {
    const batch: ActivityInput[] = [];
    for (; batch.length < size && written < count; written++)
      batch.push(work.next(Math.min(until - 1, Math.floor(from + step * (written + rnd() * 50)))));
    if (written - shown >= 500_000) {
      shown = written;
      console.error(`  ${written.toLocaleString('en')} of ${count.toLocaleString('en')} activities written`);
    }
    return batch;
  };
  const lane = async () => {
    for (let batch = take(); batch.length > 0; batch = take()) await lab.ingest.writeHistory(batch, 'bench');
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
