import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Outcome } from '../../contract/index.ts';
import type { Database } from '../../db/connect.ts';
import { failureOf } from '../../db/failures.ts';
import type { Activity, DeadLetter } from '../activity.ts';
import { bisect } from '../bisect.ts';
import { type LetterOptions, letterOf, writeDeadLetters } from '../dead-letters.ts';
import { errorText } from '../not-written.ts';
import type { Writer } from '../write.ts';
import { createReading, type Spooled } from './record.ts';

interface WriteOptions {
  readonly catalogue: CatalogueInput;
  readonly now: () => number;
  readonly letters: LetterOptions;
}

/**
 * Writes records of the spool to the database. What was committed before the answer to it was lost is a duplicate
 * now. What makes the write fail by itself (a fault of ours, a value) is found by halving and set aside, so that
 * it holds up nothing behind it.
 */
export function createSpoolWriter(db: Database, writer: Writer, o: WriteOptions) {
  const read = createReading(o.catalogue, o.now);

  async function writeActivities(
    activities: readonly Activity[],
    attempt: string,
  ): Promise<Map<Activity, Outcome | DeadLetter>> {
    if (activities.length === 0) return new Map();
    try {
      const outcomes = await writer.write(activities, attempt);
      return new Map(activities.map((a, i) => [a, outcomes[i]!]));
    } catch (error) {
      const { kind } = failureOf(error);
      if (kind !== 'fault' && kind !== 'value') throw error;
      return bisect(activities, (half) => writeActivities(half, attempt), {
        alone: (a): Outcome | DeadLetter =>
          letterOf(a, 'invalid', `not written: ${errorText(error)}`, 'spool'),
      });
    }
  }

  async function writeLetters(spooled: readonly Spooled[]): Promise<Outcome[]> {
    const byAttempt = new Map<string, DeadLetter[]>();
    for (const { attempt, item } of spooled)
      if (!item.ok) byAttempt.set(attempt, [...(byAttempt.get(attempt) ?? []), item.letter]);
    const told: Outcome[] = [];
    for (const [attempt, some] of byAttempt)
      told.push(...(await writeDeadLetters(db, some, o.letters, attempt)).values());
    return told;
  }

  /** @returns what became of each; throws where the database can't be reached or refuses all of it */
  return async function write(records: readonly string[]): Promise<Outcome[]> {
    const spooled = records.map(read);
    // Of the first one, so that the same records sent again have the same.
    const { attempt } = spooled[0]!;
    const told = await writeLetters(spooled);
    const activities = spooled.flatMap(({ item }) => (item.ok ? [item.activity] : []));
    const results = [...(await writeActivities(activities, attempt)).values()];
    const faulty = results.filter((each): each is DeadLetter => !('outcome' in each));
    const aside = await writeDeadLetters(db, faulty, o.letters, attempt);
    return [...told, ...results.map((each) => ('outcome' in each ? each : aside.get(each)!))];
  };
}

export type SpoolWriter = ReturnType<typeof createSpoolWriter>;
