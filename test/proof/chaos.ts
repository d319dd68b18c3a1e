/**
 * `npm run chaos -- NAME … [--short] [--mutants] [--seed 1]`: rows of the fault matrix, each with what is expected and what
 * was seen. Without a name it lists them; `all` runs them all. With `--mutants` each is run with the faults of ours
 * that it has to catch.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startTemporary, temporaryFolder } from '../support/server.ts';
import { describeVerdict, type FaultCase, judge } from './matrix/case.ts';
import { CASES } from './matrix/cases.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
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

const server = await startTemporary({ max_connections: '300' });
let databases = 0;
async function database(): Promise<string> {
  const name = `chaos_${++databases}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}
async function run(one: FaultCase, mutant: string | null): Promise<boolean> {
  const folder = temporaryFolder();
  try {
    const world = { seed: Number(values.seed), short: values.short, mutant, folder, database };
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
await server.stop();
process.exitCode = bad > 0 ? 1 : 0;
