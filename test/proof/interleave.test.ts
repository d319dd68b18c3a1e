import { afterEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../support/index.ts';
import { MUTANTS } from './interleave/mutants.ts';
import { describeFault, type Interleaving, interleave } from './interleave/run.ts';
import type { Fault } from './interleave/seat.ts';
import { openWorld } from './interleave/world.ts';

const seed = Number(process.env.PROOF_SEED ?? 1);
/** `npm run interleave` does 10,000. */
const COUNT = 60;
/** Within so many interleavings each mutant is caught. */
const WITHIN = 60;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Stops at the first that is wrong. */
async function interleaveAll(count: number, fault: Fault | null = null): Promise<Interleaving[]> {
  const database = await emptyDatabase();
  closing.push(() => database.drop());
  const world = await openWorld(database.url, fault);
  closing.push(() => world.close());
  const all: Interleaving[] = [];
  while (all.length < count && !all.at(-1)?.wrong.length)
    all.push(await interleave(world, seed + all.length));
  return all;
}

it(`${COUNT} interleavings: counters = kept + blocks + tail = recount, nothing lost or doubled, no deadlock`, async () => {
  const began = performance.now();
  const all = await interleaveAll(COUNT);
  const last = all.at(-1)!;
  expect(last.wrong, describeFault(last)).toEqual([]);
  const queries = all.reduce((sum, { schedule }) => sum + schedule.length, 0);
  const perSecond = (all.length * 1000) / (performance.now() - began);
  console.log(`${all.length} interleavings of ${queries} queries, 0 wrong, ${perSecond.toFixed(1)} a second`);
});

it('a seed decides which query goes out when', async () => {
  const [first, again] = [await interleaveAll(8), await interleaveAll(8)];
  const plain = ({ schedule }: Interleaving) => schedule.map((text) => text.replace(/\d+/g, 'n')).join('\n');
  const equal = first.filter((each, i) => plain(each) === plain(again[i]!));
  // Two statements that one commit wakes race for the next row, and PostgreSQL decides that: an interleaving or two may differ.
  expect(equal.length).toBeGreaterThanOrEqual(4);
});

describe(`catches within ${WITHIN} interleavings`, () => {
  it.each(Object.entries(MUTANTS))('%s', async (name, fault) => {
    const all = await interleaveAll(WITHIN, fault);
    expect(all.at(-1)!.wrong).not.toEqual([]);
    console.log(`${name}: caught by interleaving ${all.length}: ${all.at(-1)!.wrong[0]}`);
  });
});
