import { runKills } from '../../kill/harness.ts';
import type { Mutant } from '../../kill/target.ts';
import type { FaultCase, World } from '../case.ts';

const killed =
  (outage: boolean) =>
  async ({ short, seed, mutant, where }: World) => {
    const x = await runKills({
      kills: short ? 5 : 200,
      activities: short ? 0 : 100_000,
      seed,
      outage,
      ...(where.nodes && { cluster: { url: await where.database(), nodes: where.nodes } }),
      ...(mutant !== null && { mutant: mutant as Mutant, untilCaught: true }),
    });
    return {
      lost: x.lost,
      doubled: x.doubled,
      drift: x.drift,
      surprises: x.surprises.length,
      kills: x.kills,
      'with requests in flight': x.inFlight,
      acknowledged: x.acknowledged,
      spooled: x.spooled,
      drained: x.drained,
    };
  };

export const kills: FaultCase = {
  name: 'kills',
  fault:
    'kill -9 of server and database (on Citus of one of its nodes) at random instants, with requests in flight',
  expected: { lost: 0, doubled: 0, drift: 0, surprises: 0 },
  mutants: ['acknowledge-before-commit', 'no-dedupe'],
  run: killed(false),
};

export const killsInAnOutage: FaultCase = {
  name: 'kills-in-an-outage',
  fault: 'the same, the database frozen before each kill until activity was spooled',
  expected: { lost: 0, doubled: 0, drift: 0, surprises: 0 },
  mutants: [],
  run: killed(true),
};
