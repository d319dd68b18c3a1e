import { shardsFor } from '../src/jobs/distribute.ts';
import { openWhere, type Where } from '../test/proof/where.ts';
import { type Bed, type Lab, openLab } from './lib/bed.ts';
import { fillYear, historyOf } from './lib/history.ts';
import { postmasterOf, processorOf } from './lib/processor.ts';
import { questions } from './lib/questions.ts';
import { median, perSecond, type Result, round, timed } from './lib/result.ts';
import { serve } from './lib/site.ts';
import { trackMany } from './lib/track-many.ts';
import { createWorkload } from './lib/workload.ts';

/** How what grows with activity is spread. */
const SHAPES = [
  { workers: 1, shards: 4 },
  { workers: 2, shards: 4 },
  { workers: 2, shards: 6 },
  { workers: 2, shards: 8 },
  { workers: 2, shards: 16 },
] as const;
const IN_FLIGHT = 3_000;
/** A cluster on one machine answers late, in milliseconds. */
const PATIENCE = 120_000;

interface Seat {
  readonly name: string;
  readonly lab: Lab;
  readonly postmasters: readonly number[];
  /** By round: microseconds of processor an activity, and activities a second. */
  readonly servers: number[];
  readonly program: number[];
  readonly rates: number[];
}

/** A coordinator and its workers on this machine beside one server: what an activity costs, and how long reports take. */
export async function citus(bed: Bed): Promise<Result[]> {
  const url = process.env.CITUS_TEST_URL;
  if (!url) {
    console.error("  not run: CITUS_TEST_URL isn't set; it takes the superuser's URL of a Citus coordinator");
    return [];
  }
  const where = await openWhere(url);
  try {
    if (!where.nodes) throw new Error('CITUS_TEST_URL leads to a server that knows no workers');
    return [...(await costs(bed, where)), ...(await reports(bed, where))];
  } finally {
    await where.stop();
  }
}

async function costs(bed: Bed, where: Where): Promise<Result[]> {
  const n = bed.size.quick ? 3_000 : 10_000;
  const seat = async (name: string, lab: Lab, servers: readonly string[]): Promise<Seat> => ({
    name,
    lab,
    postmasters: await Promise.all(servers.map(postmasterOf)),
    servers: [],
    program: [],
    rates: [],
  });
  const nodes = where.nodes!.map((node) => node.url);
  const plain = await bed.fresh('bench_citus_beside');
  const seats = [await seat('one server', plain, [bed.server.url('postgres')])];
  for (const shape of SHAPES.filter(({ workers }) => workers < nodes.length)) {
    const { workers, shards } = shape;
    const lab = await openLab(await where.database(shape), PATIENCE);
    seats.push(
      await seat(`${workers} ${workers === 1 ? 'worker' : 'workers'}, ${shards} shards`, lab, nodes),
    );
  }
  const work = createWorkload({ users: bed.size.users });
  try {
    for (let turn = 0; turn <= bed.size.rounds; turn++)
      for (const { lab, postmasters, servers, program, rates } of seats) {
        const inputs = Array.from({ length: n }, () => work.next(Date.now()));
        const [before, used] = [processorOf(postmasters), process.cpuUsage()];
        const took = await timed(() => trackMany(lab.ingest, inputs, IN_FLIGHT));
        const own = process.cpuUsage(used);
        // The first makes connections and plans.
        if (turn === 0) continue;
        servers.push(((processorOf(postmasters) - before) * 1e6) / n);
        program.push((own.user + own.system) / n);
        rates.push(perSecond(n, took));
      }
  } finally {
    for (const { lab } of seats) await lab.close();
  }
  const costOf = ({ servers, program }: Seat) => median(servers.map((each, i) => each + program[i]!));
  const told = (each: Seat) =>
    `${round(costOf(each), 0)} µs of processor (servers ${round(median(each.servers), 0)}), ${median(each.rates).toLocaleString('en')} a second`;
  const [one, ...spread] = seats as [Seat, ...Seat[]];
  return spread.map((each) => {
    const value = round(costOf(each) / costOf(one));
    return {
      id: 'Citus',
      what: `an activity, ${IN_FLIGHT.toLocaleString('en')} in flight, ${each.name}`,
      ours: told(each),
      yardstick: `one server: ${told(one)}`,
      value,
      unit: ' x one server',
      goal: '<= 1.5 x',
      reached: value <= 1.5,
    };
  });
}

async function reports(bed: Bed, where: Where): Promise<Result[]> {
  const { events, users, quick } = bed.size;
  const one = await historyOf(bed, events, users);
  const workers = Math.min(2, where.nodes!.length - 1);
  const shape = { workers, shards: shardsFor(workers) };
  const spread = await openLab(await where.database(shape), PATIENCE);
  await fillYear(spread, events, users);
  const sites = [await serve(one), await serve(spread)] as const;
  const results: Result[] = [];
  try {
    for (const q of questions) {
      const taken: [number[], number[]] = [[], []];
      for (let i = 0; i < (quick ? 5 : 15) + 2; i++)
        for (const [at, site] of sites.entries()) {
          const ms = await site.ask(q.path);
          if (i >= 2) taken[at]!.push(ms);
        }
      const [beside, ours] = taken.map(median) as [number, number];
      results.push({
        id: 'Citus',
        what: `${q.name}, ${events.toLocaleString('en')} activities, ${shape.workers} workers, ${shape.shards} shards`,
        ours: `${round(ours, 1)} ms`,
        yardstick: `one server: ${round(beside, 1)} ms`,
        value: round(ours / beside),
        unit: ' x one server',
        goal: `<= ${q.goal} ms`,
        reached: ours <= q.goal,
      });
    }
  } finally {
    for (const site of sites) await site.close();
    await one.close();
    await spread.close();
  }
  return results;
}
