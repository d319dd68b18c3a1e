import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { describeResult, runKills } from './kill/harness.ts';

const seed = Number(process.env.PROOF_SEED ?? 1);

// `npm run chaos -- kills` kills 200 times.
it('10 kills of server and database at once: lost 0, doubled 0, drift 0', async () => {
  const result = await runKills({ kills: 10, seed });
  console.log(describeResult('the server', result));
  expect(result).toMatchObject({ lost: 0, doubled: 0, drift: 0, counted: 0, surprises: [] });
  expect(result.inFlight).toBeGreaterThanOrEqual(8);
  expect(result.acknowledged).toBeGreaterThan(500);
});

it('kills while the database is away: what was answered spooled is committed after the restart, once', async () => {
  const result = await runKills({ kills: 3, seed, outage: true });
  console.log(describeResult('the server, its database away', result));
  expect(result).toMatchObject({ lost: 0, doubled: 0, drift: 0, counted: 0, surprises: [] });
  expect(result.spooled).toBeGreaterThan(30);
  expect(result.drained).toBe(result.spooled);
});

it('catches a server that acknowledges before it commits', async () => {
  const result = await runKills({ kills: 15, seed, mutant: 'acknowledge-before-commit', untilCaught: true });
  console.log(describeResult('acknowledge before commit', result));
  expect(result.lost).toBeGreaterThan(0);
});

it('catches a server that does not recognise a retry', async () => {
  const result = await runKills({ kills: 15, seed, mutant: 'no-dedupe', untilCaught: true });
  console.log(describeResult('no dedupe', result));
  expect(result.doubled).toBeGreaterThan(0);
});

// In a process of its own: there is one thread for all installations of a process.
it.each([
  ['holds', []],
  ['caught', ['--mutants']],
])('kills of the thread that works out reports: %s', async (word, options) => {
  const chaos = fileURLToPath(new URL('./chaos.ts', import.meta.url));
  const args = ['--import', 'tsx', chaos, 'kills-of-the-thread', '--short', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  console.log(stdout);
  expect(stdout).toContain(`: ${word}: `);
});
