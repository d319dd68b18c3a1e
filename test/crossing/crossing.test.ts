import { afterAll, beforeAll, expect, it } from 'vitest';
import { random } from '../support/index.ts';
import { factsOf } from './oracle/matching.ts';
import { openPlatform, type Platform } from './platform.ts';
import { crossings } from './questions.ts';
import { askAll, describeTally, type Tally } from './run.ts';
import { makeWorld } from './world.ts';

const seed = Number(process.env.CROSSING_SEED ?? 1);
/** One of so many questions is asked; `npm run crossing` asks all. */
const every = Number(process.env.CROSSING_EVERY ?? 30);
const only = process.env.CROSSING_VIEW;

let p: Platform;
const f = factsOf(makeWorld(seed));
beforeAll(async () => {
  p = await openPlatform(f.world);
}, 120_000);
afterAll(() => p?.server.close());

const questions = (retained: boolean) =>
  crossings(seed, retained).filter(
    (q, i) => random(seed).fork(i)() < 1 / every && (only === undefined || q.view === only),
  );

it.each([false, true])(
  'every report at every crossing is what a naive recount tells; retention ran: %s',
  async (retained) => {
    if (retained) await p.retain();
    const tally: Tally = await askAll(p, f, questions(retained));
    console.log(`crossing (seed ${seed}): ${describeTally(tally)}`);
    expect(tally.wrong).toEqual([]);
    expect(tally.equal).toBeGreaterThan(0);
  },
  3_600_000,
);
