/**
 * `npm run chaos -- --kills 200 [--activities 100000] [--seed 1] [--outage] [--mutant NAME]`: the long kill test.
 * With `--outage` PostgreSQL is frozen before each kill, until activity is spooled.
 */
import { parseArgs } from 'node:util';
import { describeResult, runKills } from './kill/harness.ts';
import type { Mutant } from './kill/target.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    activities: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    outage: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const result = await runKills({
  kills,
  activities: Number(values.activities),
  seed: Number(values.seed),
  outage: values.outage,
  ...(values.mutant ? { mutant: values.mutant as Mutant } : {}),
  onKill: (done) => {
    if (done % 10 === 0) console.error(`${done} of ${kills} kills`);
  },
});
for (const surprise of result.surprises.slice(0, 5)) console.error(surprise);
console.log(describeResult(values.mutant ?? 'the server', result));
const { lost, doubled, drift, counted, surprises } = result;
process.exitCode = lost + doubled + drift + Math.abs(counted) + surprises.length > 0 ? 1 : 0;
