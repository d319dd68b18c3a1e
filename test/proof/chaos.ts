/**
 * `npm run chaos -- NAME … [--short] [--mutants] [--seed 1] [--on URL]`: rows of the fault matrix, each with what is expected and what
 * was seen. Without a name it lists them; `all` runs them all. With `--mutants` each is run with the faults of ours
 * that it has to catch. They run on a server of their own, or with `--on` on one that is there, named by its superuser's
 * URL: a Citus coordinator on this machine whose workers' processes may be killed, say.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../support/server.ts';
import { describeVerdict, type FaultCase, judge } from './matrix/case.ts';
import { CASES } from './matrix/cases.ts';
import { openWhere } from './where.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    on: { type: 'string' },
  },
});
const chosen = positionals.includes('all') ? CASES : CASES.filter(({ name }) => positionals.includes(name));
const unknown = positionals.filter((each) => each !== 'all' && !CASES.some(({ name }) => name === each));
if (unknown.length > 0 || positionals.length === 0) {
  for (const each of unknown) console.error(`There is no case ${each}.`);
  for (const { name, fault, mutants } of CASES)
    console.log(`${name.padEnd(20)}${fault}${mutants.length > 0 ? ` (mutants: ${mutants.join(', ')})` : ''}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const where = await openWhere(values.on);
console.log(`on ${where.title}`);
async function run(one: FaultCase, mutant: string | null): Promise<boolean> {
  const folder = temporaryFolder();
  try {
    const world = { seed: Number(values.seed), short: values.short, mutant, folder, where };
    const verdict = await judge(one, world);
    console.log(describeVerdict(one, verdict));
    return verdict.skipped !== null || verdict.wrong.length > 0 === (mutant !== null);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
let bad = 0;
for (const one of chosen)
  for (const mutant of values.mutants ? one.mutants : [null]) if (!(await run(one, mutant))) bad++;
await where.stop();
process.exitCode = bad > 0 ? 1 : 0;
