import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/connect.ts';
import { failureOf, isTransient } from '../db/failures.ts';
import { type LetterOptions, writeDeadLetters } from './dead-letters.ts';
import type { Batch, Waiting } from './waiting.ts';
import type { Writer } from './write.ts';

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1_000;

export interface TriesOptions {
  /** Who was erased: their letters aren't kept. */
  readonly letters?: LetterOptions | undefined;
  /** Throws while there is no database to write to; nothing is sent then. */
  readonly demandOpen?: (() => void) | undefined;
}

/** Tries batches, each for as long as somebody waits for it and asking again may help. */
export function createTries(db: Database, writer: Writer, o: TriesOptions) {
  /** The last batch that the database didn't take, until it takes one. */
  let failing: { readonly at: number; readonly error: unknown } | undefined;

  /** Letters first: a try that fails afterwards doesn't write them again. */
  async function writeAll(untold: readonly Waiting[], attempt: string): Promise<void> {
    const letters = untold.flatMap(({ item }) => (item.ok ? [] : [item.letter]));
    const setAside = await writeDeadLetters(db, letters, o.letters, attempt);
    for (const each of untold) if (!each.item.ok) each.outcome = setAside.get(each.item.letter)!;
    const good = untold.filter(({ item }) => item.ok);
    const activities = good.flatMap(({ item }) => (item.ok ? [item.activity] : []));
    const outcomes = await writer.write(activities, attempt);
    for (const [i, each] of good.entries()) each.outcome = outcomes[i]!;
  }

  return {
    /** Never rejects. What has no outcome afterwards is given up. */
    async tryBatch(batch: Batch): Promise<void> {
      const last = batch.all.at(-1)!.deadline;
      for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
        const untold = batch.all.filter((each) => !each.told && !each.outcome);
        if (untold.length === 0) return;
        try {
          o.demandOpen?.();
          batch.trying = true;
          await writeAll(untold, batch.attempt);
          failing = undefined;
          return;
        } catch (error) {
          batch.error = error;
          batch.open ||= failureOf(error).open;
          failing = { at: performance.now(), error };
          if (!isTransient(error) || performance.now() + pause >= last) return;
        } finally {
          batch.trying = false;
        }
        await sleep(pause);
      }
    },
    /** The last try, where the database didn't take it, and how many milliseconds ago that was. */
    failing: () => failing && { ago: performance.now() - failing.at, error: failing.error },
  };
}
