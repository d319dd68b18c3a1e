import type { CatalogueInput } from '../catalogue/index.ts';
import type { Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import type { Activity, DeadLetter } from './activity.ts';
import { newAttempt, writeDeadLetters } from './dead-letters.ts';
import { createLookUp, splitRepeats } from './duplicates.ts';
import { createKnownUsers } from './known-users.ts';
import { createMonths } from './months.ts';
import { createPersons } from './persons.ts';
import { createSend } from './send.ts';
import { countsOf, type Tombstones } from './tombstones.ts';
import { createWriteDistinct, knownAlready, type WriteResult } from './write-distinct.ts';

export interface WriterOptions {
  readonly catalogue: CatalogueInput;
  readonly now: () => number;
  /** Who was erased; without them everybody is taken. */
  readonly tombstones?: Tombstones | undefined;
}

/** Writes batches. Throws only where the database can't be reached or keeps refusing: nothing is claimed then. */
export function createWriter(db: Database, o: WriterOptions) {
  const { tombstones } = o;
  const persons = createPersons(o.catalogue);
  const users = createKnownUsers(db, o.catalogue, tombstones, persons);
  const lookUp = createLookUp(db, users, persons);
  const months = createMonths(db);
  const send = createSend(db, o.catalogue, users);
  const writeDistinct = createWriteDistinct({ users, persons, months, lookUp, send });

  /** Those whose key came before in the batch: most often duplicates of what is written by now. */
  async function writeRepeats(repeats: readonly Activity[]): Promise<Map<Activity, WriteResult>> {
    const results = new Map<Activity, WriteResult>();
    const existing = repeats.length > 0 ? await lookUp(repeats) : [];
    for (const [i, a] of repeats.entries()) {
      const known = knownAlready(a, existing[i]!);
      if (known) results.set(a, known);
      // Its first occurrence isn't in the log, say since the database refused it: this one fares by itself.
      else for (const [each, result] of await writeDistinct([a])) results.set(each, result);
    }
    return results;
  }

  /** Once for each activity: what is sent again is counted again. */
  async function noteErased(results: ReadonlyMap<Activity, WriteResult>): Promise<void> {
    const late = [...results].filter(([, r]) => 'outcome' in r && r.outcome === 'erased');
    if (late.length > 0) await tombstones?.noteLate(countsOf(late.map(([a]) => a.userId)));
  }

  return {
    /**
     * One outcome for each activity, in order.
     * @param attempt the same where the batch is sent again, so that no dead letter is counted twice
     */
    async write(activities: readonly Activity[], attempt = newAttempt()): Promise<Outcome[]> {
      if (activities.length === 0) return [];
      await months.prepare(activities);
      const { firsts, repeats } = splitRepeats(activities);
      const results = await writeDistinct(firsts);
      for (const [a, result] of await writeRepeats(repeats)) results.set(a, result);
      await noteErased(results);
      const letters = [...results.values()].filter((r): r is DeadLetter => !('outcome' in r));
      const told = await writeDeadLetters(db, letters, { tombstones, persons }, attempt);
      return activities.map((a) => {
        const result = results.get(a)!;
        return 'outcome' in result ? result : told.get(result)!;
      });
    },

    /**
     * Counts rows that a host's transaction committed to the log and to `activity_pending`.
     * Throws SQLSTATE 22012 (see isRefusal) where another process has folded some of them: read again.
     *
     * @returns those that weren't counted, since their user was erased
     */
    async fold(activities: readonly Activity[]): Promise<Activity[]> {
      await users.refresh();
      const view = await users.view(activities);
      const late = activities.filter((a) => view.aliasOf(a.userId) !== undefined);
      const open = activities.filter((a) => !late.includes(a));
      if (open.length > 0) await send(open, view, 'fold');
      return late;
    },
  };
}

export type Writer = ReturnType<typeof createWriter>;
