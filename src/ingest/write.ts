import type { CatalogueInput } from '../catalogue/index.ts';
import type { Outcome } from '../contract/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { addDays, dayOf } from '../db/days.ts';
import { ensureMonths, existingMonths, monthOf } from '../db/partitions.ts';
import type { Activity, DeadLetter } from './activity.ts';
import { letterOf, writeDeadLetters } from './dead-letters.ts';
import { findExisting, splitRepeats } from './duplicates.ts';
import { createKnownUsers } from './known-users.ts';
import { createKnownValues } from './known-values.ts';
import { createStatement, isRefusal, type WriteMode } from './statement.ts';
import { createTally } from './tally.ts';

export interface WriterOptions {
  readonly catalogue: CatalogueInput;
  readonly now: () => number;
  /** Slot 0–15 of this process's rollup rows, so that processes do not wait for each other. */
  readonly slot?: number;
}

const SLOTS = 16;

/** Writes batches. Throws only where the database can not be reached or keeps refusing: nothing is claimed then. */
export function createWriter(db: Database, o: WriterOptions) {
  const users = createKnownUsers(db);
  const values = createKnownValues(db);
  const tallies = new Map<string, ReturnType<typeof createTally>>();
  /** The zone changes only by `rebuild --timezone`, under a running process too. */
  const tallyIn = (zone: string) => {
    let tally = tallies.get(zone);
    if (!tally) {
      tally = createTally(o.catalogue, zone);
      tallies.set(zone, tally);
    }
    return tally;
  };
  const statements = {
    write: createStatement(db.s, o.catalogue, 'write'),
    fold: createStatement(db.s, o.catalogue, 'fold'),
  };
  let months: Set<string> | undefined;

  async function prepareMonths(activities: readonly Activity[]): Promise<void> {
    months ??= new Set(await existingMonths(db));
    const missing = new Set<string>();
    for (const a of activities) {
      const month = monthOf(a.createdAt);
      if (!months.has(month)) missing.add(month);
    }
    if (missing.size === 0) return;
    await transaction(db, (client) => ensureMonths(db, client, [...missing].sort()));
    for (const month of missing) months.add(month);
  }

  /** Sends the statement once. Throws what PostgreSQL answers. */
  async function send(activities: readonly Activity[], mode: WriteMode, lane: number): Promise<void> {
    const view = await users.view(activities);
    await values.load(activities);
    const added = tallyIn(view.zone)(activities, { isInternal: view.isInternal, keptAs: values.keptAs });
    const newUsers = view.newIn(added.users);
    const finished = addDays(dayOf(o.now(), view.zone), -1);
    const touched = new Set(added.days.map((d) => d.day).filter((day) => day < finished));
    await db.pool.query(
      statements[mode]({
        activities,
        tally: added,
        newUsers,
        touchedDays: [...touched].sort(),
        epoch: view.epoch,
        writer: ((o.slot ?? 0) + lane) % SLOTS,
      }),
    );
    users.remember(newUsers);
  }

  /** Activities with distinct keys: the new ones are written, the rest told apart. */
  async function settle(
    activities: readonly Activity[],
    lane: number,
  ): Promise<Map<Activity, Outcome | DeadLetter>> {
    const settled = new Map<Activity, Outcome | DeadLetter>();
    let open = activities;
    for (let attempt = 0; open.length > 0; attempt++) {
      try {
        await send(open, 'write', lane);
        for (const a of open) settled.set(a, { outcome: 'committed', eventId: a.eventId });
        break;
      } catch (error) {
        const code = codeOf(error);
        if (isRefusal(code)) {
          await users.refresh();
          const existing = await findExisting(db, open);
          open.forEach((a, i) => {
            if (existing[i] === 'same') settled.set(a, { outcome: 'duplicate', eventId: a.eventId });
            if (existing[i] === 'other') settled.set(a, conflict(a));
          });
          open = open.filter((_, i) => existing[i] === 'new');
          if (attempt >= 50) throw error;
        } else if (/^(22|23)/.test(code)) {
          for (const [a, result] of await bisect(open, error as Error, lane)) settled.set(a, result);
          break;
        } else throw error;
      }
    }
    return settled;
  }

  /** The database refused a value: halve the batch until the culprit stands alone. */
  async function bisect(activities: readonly Activity[], error: Error, lane: number) {
    if (activities.length === 1) {
      const a = activities[0]!;
      return new Map([[a, letterOf(a, 'database_refused', error.message, 'ingest')]]);
    }
    const middle = Math.ceil(activities.length / 2);
    const left = await settle(activities.slice(0, middle), lane);
    const right = await settle(activities.slice(middle), lane);
    return new Map([...left, ...right]);
  }

  return {
    /**
     * One outcome for each activity, in order.
     * @param lane which of several concurrent writers this is, from 0
     */
    async write(activities: readonly Activity[], lane = 0): Promise<Outcome[]> {
      if (activities.length === 0) return [];
      await prepareMonths(activities);
      const { firsts, repeats } = splitRepeats(activities);
      const results = await settle(firsts, lane);
      if (repeats.length > 0) {
        const existing = await findExisting(db, repeats);
        repeats.forEach((a, i) => {
          results.set(a, existing[i] === 'same' ? { outcome: 'duplicate', eventId: a.eventId } : conflict(a));
        });
      }
      await writeDeadLetters(
        db,
        [...results.values()].filter((r): r is DeadLetter => !('outcome' in r)),
      );
      return activities.map((a) => outcomeOf(results.get(a)!));
    },

    /**
     * Counts rows that a host's transaction committed to the log and to `activity_pending`.
     * Throws SQLSTATE 22012 (see isRefusal) where another process has folded some of them: read again.
     */
    async fold(activities: readonly Activity[]): Promise<void> {
      await users.refresh();
      await send(activities, 'fold', 0);
    },
  };
}

export type Writer = ReturnType<typeof createWriter>;

export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

const conflict = (a: Activity): DeadLetter =>
  letterOf(a, 'id_conflict', 'another activity with this user, time and event id is in the log', 'ingest');

function outcomeOf(result: Outcome | DeadLetter): Outcome {
  return 'outcome' in result
    ? result
    : { outcome: 'dead_letter', reason: result.reason, message: result.message };
}
