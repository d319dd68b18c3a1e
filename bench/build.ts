import { to as copyTo } from 'pg-copy-streams';
import { defaultCatalogue } from '../src/catalogue/index.ts';
import type { ActivityInput } from '../src/contract/index.ts';
import type { Bed, Lab } from './lib/bed.ts';
import { compiled } from './lib/compiled.ts';
import { historyName, historyOf } from './lib/history.ts';
import { alternate, median, type Result, round, timed } from './lib/result.ts';

const DAY = 86_400_000;
/** Written to nearly every day of the year. */
const BUSIEST = 'user-0000000';
const SECOND = 'user-0000001';

/** What it costs to make blocks, and to make them again. */
export async function build(bed: Bed): Promise<Result[]> {
  const { events, users, rounds } = bed.size;
  await (await historyOf(bed, events, users)).close();
  const lab = await bed.copy(historyName(events, users), 'bench_build');
  try {
    return [
      await fromNothing(lab, rounds),
      await oneDay(lab, rounds),
      await lateRow(lab, rounds),
      ...(await erasing(lab)),
    ];
  } finally {
    await (await compiled.store()).closeStore(lab.db);
    await lab.close();
  }
}

const make = async (lab: Lab) =>
  (await compiled.build()).buildBlocks(lab.db, defaultCatalogue, { now: Date.now(), force: true });

async function fromNothing(lab: Lab, rounds: number): Promise<Result> {
  let activities = 0;
  const { a, b } = await alternate(
    Math.min(rounds, 3),
    async () => {
      await lab.db.pool.query('delete from analytics.chronicle_blocks');
      return timed(async () => {
        ({ activities } = await make(lab));
      });
    },
    () => timed(() => copyLog(lab)),
  );
  return {
    id: 'build',
    what: `blocks of ${activities.toLocaleString('en')} activities`,
    ours: `${Math.round((activities / median(a)) * 1000).toLocaleString('en')}/s`,
    yardstick: `COPY of the log ${Math.round((activities / median(b)) * 1000).toLocaleString('en')}/s`,
    value: round(median(b) / median(a)),
    unit: ' x COPY',
    goal: '-',
    reached: true,
  };
}

/** What a builder reads, as PostgreSQL writes it by itself. */
async function copyLog(lab: Lab): Promise<void> {
  const client = await lab.db.pool.connect();
  try {
    const rows = 'select user_id, created_at, action, feature, details from analytics.user_activity_logs';
    for await (const _ of client.query(copyTo(`copy (${rows}) to stdout (format binary)`)));
  } finally {
    client.release(true);
  }
}

async function oneDay(lab: Lab, rounds: number): Promise<Result> {
  const times: number[] = [];
  let activities = 0;
  for (let i = 0; i < rounds; i++) {
    await lab.db.pool.query('delete from analytics.chronicle_blocks where start_at <= $1 and end_at > $1', [
      new Date(Date.now() - (30 + i) * DAY).toISOString(),
    ]);
    times.push(
      await timed(async () => {
        ({ activities } = await make(lab));
      }),
    );
  }
  return {
    id: 'build',
    what: `one block again, ${activities.toLocaleString('en')} activities, finding out that it is missing included`,
    ours: `${round(median(times), 0)} ms`,
    yardstick: '-',
    value: round(median(times), 0),
    unit: ' ms',
    goal: '-',
    reached: true,
  };
}

/** An activity that takes a block away, against one of today that takes none. */
async function lateRow(lab: Lab, rounds: number): Promise<Result> {
  const row = (createdAt: number): ActivityInput => ({
    userId: BUSIEST,
    action: 'page_viewed',
    createdAt,
  });
  const write = (at: number) => timed(() => lab.ingest.writeHistory([row(at)], 'bench'));
  let day = 60;
  const { a, b } = await alternate(
    rounds * 4,
    () => write(Date.now() - day++ * DAY),
    () => write(Date.now()),
  );
  await make(lab);
  return {
    id: 'build',
    what: 'a late activity that takes its block away, awaited',
    ours: `${round(median(a))} ms`,
    yardstick: `one of today ${round(median(b))} ms`,
    value: round(median(a) / median(b)),
    unit: ' x',
    goal: '-',
    reached: true,
  };
}

/** Somebody who was there all year; and, of somebody else, what of it makes blocks anew after the commit. */
async function erasing(lab: Lab): Promise<Result[]> {
  const [{ openInstallation }, { sweepErased }] = await Promise.all([
    compiled.installation(),
    compiled.sweep(),
  ]);
  const analytics = await openInstallation({ databaseUrl: lab.url });
  const told = (what: string, ms: number): Result => ({
    id: 'build',
    what,
    ours: `${round(ms, 0)} ms`,
    yardstick: '-',
    value: round(ms, 0),
    unit: ' ms',
    goal: '-',
    reached: true,
  });
  try {
    const whole = await timed(async () => {
      if (!(await analytics.eraseUser(BUSIEST)))
        throw new Error(`${BUSIEST} isn't there; build the data set anew`);
    });
    await lab.db.pool.query(
      'insert into analytics.erased_numbers select user_no, false from analytics.users where id = $1',
      [SECOND],
    );
    let blocks = 0;
    const sweep = await timed(async () => {
      blocks = await sweepErased(analytics.db);
    });
    return [
      told('erasing a person of 365 days', whole),
      told(`of it, taking the number out of ${blocks} blocks`, sweep),
    ];
  } finally {
    await analytics.close();
  }
}
