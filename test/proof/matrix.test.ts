import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyDatabase } from '../support/index.ts';
import { temporaryFolder } from '../support/server.ts';
import { describeVerdict, type FaultCase, judge, type Verdict } from './matrix/case.ts';
import { CASES } from './matrix/cases.ts';

const seed = Number(process.env.PROOF_SEED ?? 1);

async function verdictOf(one: FaultCase, mutant: string | null): Promise<Verdict> {
  const folder = temporaryFolder();
  const made: { drop(): Promise<void> }[] = [];
  const database = async () => {
    const next = await emptyDatabase();
    made.push(next);
    return next.url;
  };
  try {
    const verdict = await judge(one, { seed, short: true, mutant, folder, where: { database, nodes: null } });
    console.log(describeVerdict(one, verdict));
    return verdict;
  } finally {
    for (const each of made) await each.drop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

// Kills have a test of their own. Most of these wait more than they work: several go side by side.
describe.concurrent.each(CASES.filter(({ name }) => !name.startsWith('kills')))('$name', (one) => {
  it(`holds: ${one.fault}`, async ({ skip }) => {
    const { skipped, wrong } = await verdictOf(one, null);
    skip(skipped !== null, skipped ?? '');
    expect(wrong).toEqual([]);
  });

  it.each(one.mutants)('catches %s', async (mutant) => {
    const { skipped, wrong } = await verdictOf(one, mutant);
    expect(skipped !== null || wrong.length > 0).toBe(true);
  });
});
