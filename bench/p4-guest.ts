import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bed, Lab } from './lib/bed.ts';
import { historyOf } from './lib/history.ts';
import { load } from './lib/load.ts';
import { alternate, median, type Result, round } from './lib/result.ts';
import { serve } from './lib/site.ts';

const RATE = 2_000;
/** Requests a second while ten times too much activity comes: each brings many. */
const FLOODED_RATE = 200;
const MIB = 1024 * 1024;

interface Told {
  /** Microseconds of processor time, all threads. */
  readonly cpu: number;
  readonly rss: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly port: number;
}

/**
 * What a host's Express route costs more with the middleware and one `track()` that nobody awaits, against the same
 * app without: processor time a request, latency at 2,000 requests a second, and what is left of both, of memory and of
 * what was acknowledged, where ten times the activity comes that the database takes and a heavy report runs.
 */
export async function p4(bed: Bed): Promise<Result[]> {
  const { quick, rounds } = bed.size;
  const lab = await bed.fresh('bench_p4');
  const seconds = quick ? 3 : 10;
  const bare = await host('bare', lab);
  const guest = await host('guest', lab);
  const results: Result[] = [];
  try {
    const run = async (of: Host, rate = RATE) => {
      const before = await of.ask('usage');
      const took = await load(of.port, '/work', rate, seconds);
      const after = await of.ask('usage');
      return { ...took, cpu: (after.cpu - before.cpu) / took.answered, rss: after.rss };
    };
    for (const each of [bare, guest]) await run(each);
    const { a, b } = await alternate(
      rounds,
      () => run(guest),
      () => run(bare),
    );
    const cpu = [median(a.map((each) => each.cpu)), median(b.map((each) => each.cpu))] as const;
    const p99 = [median(a.map((each) => each.p99)), median(b.map((each) => each.p99))] as const;
    results.push(
      {
        id: 'P4',
        what: 'a route with middleware and track(), processor time a request',
        ours: `${round(cpu[0], 1)} µs`,
        yardstick: `without ${round(cpu[1], 1)} µs`,
        value: round(cpu[0] - cpu[1], 1),
        unit: ' µs more',
        goal: '<= 30 µs more',
        reached: cpu[0] - cpu[1] <= 30,
      },
      {
        id: 'P4',
        what: `the same at ${RATE.toLocaleString('en')} requests a second, p99`,
        ours: `${round(p99[0])} ms`,
        yardstick: `without ${round(p99[1])} ms`,
        value: round(p99[0] - p99[1]),
        unit: ' ms more',
        goal: '<= 2 ms more',
        reached: p99[0] - p99[1] <= 2,
      },
    );
    results.push(...(await flooded(bed, lab, { bare, guest, seconds })), await importing(rounds));
  } finally {
    await bare.close();
    await guest.close();
    await lab.close();
  }
  return results;
}

/** Ten times the activity that the database takes, and the heaviest report beside it. */
async function flooded(
  bed: Bed,
  lab: Lab,
  { bare, guest, seconds }: { bare: Host; guest: Host; seconds: number },
): Promise<Result[]> {
  const past = await historyOf(bed, bed.size.events, bed.size.users);
  const reports = await serve(past);
  const counted = async () =>
    Number((await lab.db.pool.query('select count(*) from analytics.user_activity_logs')).rows[0].count);
  const sumOf = ({ outcomes }: Told) => Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  try {
    await reports.ask('/users/user-0000001/usage');
    // What it takes: as much as comes, with nobody else asking.
    const takes = await capacity(guest, seconds);
    const each = Math.ceil((takes * 10) / FLOODED_RATE);
    const [before, rowsBefore] = [await settled(guest), await counted()];
    const run = async (of: Host) => {
      let done = false;
      const reporting = (async () => {
        while (!done) await reports.ask('/usage-analytics?period=365days&groupBy=action,day');
      })();
      let peak = 0;
      const watching = setInterval(
        () => void of.ask('usage').then(({ rss }) => (peak = Math.max(peak, rss))),
        250,
      );
      const took = await load(of.port, '/work', FLOODED_RATE, seconds).finally(() => {
        done = true;
        clearInterval(watching);
      });
      await reporting;
      return { ...took, peak };
    };
    const idle = await bare.ask('usage');
    await guest.ask('usage', each);
    const { a, b } = await alternate(
      Math.min(3, bed.size.rounds),
      () => run(guest),
      () => run(bare),
    );
    await guest.ask('usage', 1);
    const after = await settled(guest);
    const kept = (after.outcomes.committed ?? 0) - (before.outcomes.committed ?? 0);
    const lost = kept - ((await counted()) - rowsBefore);
    const p99 = [median(a.map((run) => run.p99)), median(b.map((run) => run.p99))] as const;
    const memory = (Math.max(...a.map((run) => run.peak)) - idle.rss) / MIB;
    return [
      {
        id: 'P4',
        what: `the same with ${(each * FLOODED_RATE).toLocaleString('en')} activities a second, of which ${takes.toLocaleString('en')} are taken, and a report of a year, p99`,
        ours: `${round(p99[0])} ms`,
        yardstick: `without activity ${round(p99[1])} ms`,
        value: round(p99[0] / p99[1]),
        unit: ' x',
        goal: '<= 1.5 x',
        reached: p99[0] <= 1.5 * p99[1],
      },
      {
        id: 'P4',
        what: `memory meanwhile; ${(sumOf(after) - sumOf(before)).toLocaleString('en')} tracked, ${kept.toLocaleString('en')} acknowledged, ${lost} of them lost`,
        ours: `${round(idle.rss / MIB + memory, 0)} MiB`,
        yardstick: `without ${round(idle.rss / MIB, 0)} MiB`,
        value: round(memory, 0),
        unit: ' MiB more',
        goal: '<= 120 MiB more, 0 lost',
        reached: memory <= 120 && lost === 0,
      },
    ];
  } finally {
    await reports.close();
    await past.close();
  }
}

/** Activities a second that are committed where more come than that. */
async function capacity(guest: Host, seconds: number): Promise<number> {
  const before = await settled(guest);
  await guest.ask('usage', 250);
  const { seconds: took } = await load(guest.port, '/work', FLOODED_RATE, seconds);
  await guest.ask('usage', 1);
  const after = await settled(guest);
  return Math.round(((after.outcomes.committed ?? 0) - (before.outcomes.committed ?? 0)) / took);
}

/** What was told of all that was tracked, once nothing waits any more. */
async function settled(guest: Host): Promise<Told> {
  for (let last = await guest.ask('usage'); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await guest.ask('usage');
    if (JSON.stringify(now.outcomes) === JSON.stringify(last.outcomes)) return now;
    last = now;
  }
}

async function importing(rounds: number): Promise<Result> {
  const { a, b } = await alternate(
    rounds,
    () => imported('joip-analytics'),
    () => imported('express'),
  );
  return {
    id: 'P4',
    what: 'importing the library',
    ours: `${round(median(a), 0)} ms`,
    yardstick: `express ${round(median(b), 0)} ms`,
    value: round(median(a), 0),
    unit: ' ms',
    goal: '<= 150 ms',
    reached: median(a) <= 150,
  };
}

/** Milliseconds that a new process takes to import a package. */
async function imported(name: string): Promise<number> {
  const child = fork(fileURLToPath(new URL('lib/import-time.mjs', import.meta.url)), [name], {
    execArgv: [],
  });
  const [ms] = (await once(child, 'message')) as [number];
  return ms;
}

interface Host {
  readonly port: number;
  /** @param each how many activities a request tracks from now on */
  ask(what: 'usage', each?: number): Promise<Told>;
  close(): Promise<void>;
}

async function host(mode: 'bare' | 'guest', lab: Lab): Promise<Host> {
  const child: ChildProcess = fork(fileURLToPath(new URL('lib/guest-host.mjs', import.meta.url)), [mode], {
    env: { ...process.env, DATABASE_URL: lab.url },
    execArgv: [],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the host ended with ${code}`);
  });
  ended.catch(() => {});
  const heard = async () => ((await Promise.race([once(child, 'message'), ended])) as [Told])[0];
  const { port } = await heard();
  let last: Promise<unknown> = Promise.resolve();
  /** One order at a time: each is answered by the next message. */
  const order = (given: object): Promise<Told> => {
    const answer = last.then(() => {
      child.send(given);
      return heard();
    });
    last = answer;
    return answer;
  };
  return {
    port,
    ask: (ask, each) => order({ ask, each }),
    async close() {
      await order({ ask: 'close' });
    },
  };
}
