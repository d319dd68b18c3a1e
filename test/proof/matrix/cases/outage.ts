import { runOutage } from '../../outage/run.ts';
import type { FaultCase } from '../case.ts';

export const outage: FaultCase = {
  name: 'outage',
  fault: 'PostgreSQL is ended while activity comes at a steady rate, and started again',
  expected: { refused: 0, 'spooled, not drained': 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['no-spool'],
  async run({ short, mutant, where }) {
    if (where.nodes) return 'it ends a server of its own; on Citus worker-away is like it';
    const x = await runOutage({
      kind: 'stopped',
      seconds: short ? 3 : 60,
      rate: short ? 200 : 1_000,
      spool: mutant !== 'no-spool',
    });
    return {
      refused: x.refused,
      'spooled, not drained': x.spooled - x.drained,
      lost: x.lost,
      doubled: x.doubled,
      drift: x.drift,
      acknowledged: x.acknowledged,
      spooled: x.spooled,
      'longest call, ms': Math.round(x.longest),
    };
  },
};
