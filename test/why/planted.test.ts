import { expect, it } from 'vitest';
import { seeded } from '../../src/reports/testing/history.ts';
import { sampleLog } from './log.ts';
import { dealt, found, planted, rangesIn } from './plant.ts';

/** `npm run why` asks a thousand of each, of the sample as it is and of other logs. */
const RUNS = 40;
const LEAST = 2;

it('a planted cause is named first, and none is claimed where there is none', () => {
  const log = sampleLog(1, 1_000, 90);
  const random = seeded(2);
  let [named, made, claimed] = [0, 0, 0];
  while (made < RUNS) {
    const quiet = dealt(rangesIn(log, [1, 2, 4], random), random);
    if (found(log, quiet, null).claims) claimed++;
    const cause = planted(log, quiet, random, LEAST);
    if (!cause) continue;
    made++;
    if (found(log, cause.c, cause.cause, quiet).named) named++;
  }
  expect(named).toBeGreaterThanOrEqual(0.95 * RUNS);
  expect(claimed).toBeLessThanOrEqual(1);
}, 120_000);
