/** `npm run interleave -- --count 10000 [--seed 1] [--worlds 4] [--mutant NAME]`: the long run of the interleavings. */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startTemporary } from '../support/server.ts';
import { MUTANTS } from './interleave/mutants.ts';
import { describeFault, interleave } from './interleave/run.ts';
import { openWorld, type World } from './interleave/world.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    worlds: { type: 'string', default: '4' },
    mutant: { type: 'string' },
  },
});
const count = Number(values.count);
const first = Number(values.seed);
// What is proven is what PostgreSQL lets be seen in which order, not that it survives a power cut.
const server = await startTemporary({ fsync: 'off', full_page_writes: 'off', max_connections: '400' });
/** Databases of their own, so that one works while another waits for an answer. */
const worlds = await Promise.all(
  Array.from({ length: Number(values.worlds) }, async (_, i) => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`create database interleave_${i}`);
    await admin.end();
    const url = new URL(server.url);
    url.pathname = `/interleave_${i}`;
    return openWorld(url.href, values.mutant ? MUTANTS[values.mutant]! : null);
  }),
);

const began = performance.now();
let [next, done, wrong, queries] = [0, 0, 0, 0];
const ended = () => next >= count || (values.mutant !== undefined && wrong > 0);
async function work(world: World): Promise<void> {
  while (!ended()) {
    const result = await interleave(world, first + next++);
    queries += result.schedule.length;
    if (result.wrong.length > 0 && ++wrong <= 3) console.error(describeFault(result));
    if (++done % 500 === 0) console.error(`${done} of ${count}, ${wrong} wrong, ${speed()}`);
  }
}
const seconds = () => (performance.now() - began) / 1000;
const speed = () => `${seconds().toFixed(0)} s: ${(done / seconds()).toFixed(1)} a second`;
await Promise.all(worlds.map(work));
console.log(`${done} interleavings of ${queries} queries, ${wrong} wrong, in ${speed()}`);
await Promise.all(worlds.map((world) => world.close()));
await server.stop();
process.exitCode = wrong > 0 ? 1 : 0;
