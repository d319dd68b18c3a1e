/** `npm run interleave -- --count 10000 [--seed 1] [--mutant NAME]`: the long run of the interleavings. */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startTemporary } from '../support/server.ts';
import { MUTANTS } from './interleave/mutants.ts';
import { describeFault, interleave } from './interleave/run.ts';
import { openWorld } from './interleave/world.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
  },
});
const count = Number(values.count);
const first = Number(values.seed);
// What is proven is what PostgreSQL lets be seen in which order, not that it survives a power cut.
const server = await startTemporary({ fsync: 'off', full_page_writes: 'off' });
const admin = new pg.Client({ connectionString: server.url });
await admin.connect();
await admin.query('create database interleave');
await admin.end();
const url = new URL(server.url);
url.pathname = '/interleave';
const world = await openWorld(url.href, values.mutant ? MUTANTS[values.mutant]! : null);

const began = performance.now();
let [wrong, queries, done] = [0, 0, 0];
for (let i = 0; i < count; i++) {
  done++;
  const result = await interleave(world, first + i);
  queries += result.schedule.length;
  if (result.wrong.length > 0 && ++wrong <= 3) console.error(describeFault(result));
  if (values.mutant && wrong > 0) break;
  if ((i + 1) % 500 === 0) console.error(`${i + 1} of ${count}, ${wrong} wrong`);
}
const seconds = (performance.now() - began) / 1000;
console.log(
  `${done} interleavings of ${queries} queries, ${wrong} wrong, in ${seconds.toFixed(0)} s: ${(done / seconds).toFixed(1)} a second`,
);
await world.close();
await server.stop();
process.exitCode = wrong > 0 ? 1 : 0;
