import type { CatalogueInput } from '../catalogue/index.ts';
import type { Outcome } from '../contract/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { failureOf } from '../db/failures.ts';
import { ensureMonths, existingMonths, monthOf } from '../db/partitions.ts';
import type { Activity, DeadLetter } from './activity.ts';
import { bisect } from './bisect.ts';
import { letterOf, newAttempt, writeDeadLetters } from './dead-letters.ts';
import { createLookUp, splitRepeats } from './duplicates.ts';
import { createKnownKinds } from './known-kinds.ts';
import { createKnownUsers, type UsersView } from './known-users.ts';
import { errorText } from './not-written.ts';
import { createPersons } from './persons.ts';
import { createStatement, isRefusal, type WriteMode } from './statement.ts';
import { createTally } from './tally.ts';
import { countsOf, type Tombstones } from './tombstones.ts';

export interface WriterOptions {
  readonly catalogue: CatalogueInput;
  readonly now: () => number;
  /** Who was erased; without them everybody is taken. */
  readonly tombstones?: Tombstones | undefined;
}

/** Writes batches. Throws only where the database can not be reached or keeps refusing: nothing is claimed then. */
export function createWriter(db: Database, o: WriterOptions) {
  const { tombstones } = o;
  const persons = createPersons(o.catalogue);
  const users = createKnownUsers(db, tombstones, persons);
  const lookUp = createLookUp(db, users, persons);
  const kinds = createKnownKinds(db, o.catalogue);
  const tally = createTally(o.catalogue);
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

  /** Sends the statement once, under the view. Throws what PostgreSQL answers. */
  async function send(activities: readonly Activity[], view: UsersView, mode: WriteMode): Promise<void> {
    await kinds.load(activities);
    const added = tally(activities);
    const newUsers = view.newIn(added);
    await db.pool.query(statements[mode]({ activities, users: added, newUsers, epoch: view.epoch }));
    users.remember(newUsers);
  }

  /**
   * Activities with distinct keys: the new ones are written, the rest told apart. Where the statement undid
   * itself because what this process believed is out of date, it reads anew and sends again; where nothing has
   * changed and a value is refused all the same, halves are tried until the culprit stands alone.
   */
  async function settle(activities: readonly Activity[]): Promise<Map<Activity, Outcome | DeadLetter>> {
    const settled = new Map<Activity, Outcome | DeadLetter>();
    let open = activities;
    let believed = '';
    for (let unchanged = 0; ; ) {
      let epoch = 0;
      try {
        const view = await users.view(open);
        epoch = view.epoch;
        open = open.filter((a) => {
          const outcome = refusalOf(a, view);
          if (outcome) settled.set(a, outcome);
          return !outcome;
        });
        if (open.length === 0) return settled;
        const written = view.anyErased ? open.map((a) => persons.redacted(a, view.aliasOf)) : open;
        await send(written, view, 'write');
        for (const a of open) settled.set(a, { outcome: 'committed', eventId: a.eventId });
        return settled;
      } catch (error) {
        if (failureOf(error).kind !== 'value') throw error;
        if (isNoPartition(error)) {
          // Retention has dropped a month since this process looked.
          months = undefined;
          await prepareMonths(open);
        } else if (isRefusal(codeOf(error))) {
          const existing = await lookUp(open);
          open.forEach((a, i) => {
            if (existing[i] === 'same') settled.set(a, { outcome: 'duplicate', eventId: a.eventId });
            if (existing[i] === 'other') settled.set(a, conflict(a));
          });
          open = open.filter((_, i) => existing[i] === 'new');
        } else unchanged = TURNS;
        const found = `${epoch} ${open.length}`;
        unchanged = found === believed ? unchanged + 1 : unchanged;
        believed = found;
        if (unchanged < TURNS) continue;
        const halves = await bisect(open, settle, {
          alone: (a): Outcome | DeadLetter => letterOf(a, 'database_refused', errorText(error), 'ingest'),
        });
        return new Map([...settled, ...halves]);
      }
    }
  }

  return {
    /** Counts an erased user's activity as late; false for everybody else's. */
    async refuseErased(a: Activity): Promise<boolean> {
      const erased = (await users.view([a])).aliasOf(a.userId) !== undefined;
      if (erased) await tombstones?.noteLate(countsOf([a.userId]));
      return erased;
    },

    /**
     * One outcome for each activity, in order.
     * @param attempt the same where the batch is sent again, so that no dead letter is counted twice
     */
    async write(activities: readonly Activity[], attempt = newAttempt()): Promise<Outcome[]> {
      if (activities.length === 0) return [];
      await prepareMonths(activities);
      const { firsts, repeats } = splitRepeats(activities);
      const results = await settle(firsts);
      if (repeats.length > 0) {
        const existing = await lookUp(repeats);
        for (const [i, a] of repeats.entries()) {
          if (existing[i] === 'same') results.set(a, { outcome: 'duplicate', eventId: a.eventId });
          else if (existing[i] === 'other') results.set(a, conflict(a));
          // Its first occurrence is not in the log, say since the database refused it: this one fares by itself.
          else for (const [each, result] of await settle([a])) results.set(each, result);
        }
      }
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
     * @returns those that were not counted, since their user was erased
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

  /** Once for each activity: what is sent again is counted again. */
  async function noteErased(results: ReadonlyMap<Activity, Outcome | DeadLetter>): Promise<void> {
    const late = [...results].filter(([, r]) => 'outcome' in r && r.outcome === 'erased');
    if (late.length > 0) await tombstones?.noteLate(countsOf(late.map(([a]) => a.userId)));
  }
}

/** How often a statement is sent again though nothing that it was told has changed. */
const TURNS = 3;

/** An INSERT found no partition for its row. A violated check has the same code, and a name. */
export const isNoPartition = (error: unknown) =>
  codeOf(error) === '23514' && (error as { constraint?: string }).constraint === undefined;

/** Erased users' activity is not kept; what retention has removed can not be told from a duplicate. */
function refusalOf(a: Activity, view: UsersView): Outcome | DeadLetter | undefined {
  if (view.aliasOf(a.userId) !== undefined) return ERASED_OUTCOME;
  const before = view.archivedBefore(a.feature);
  if (a.createdAt >= before) return undefined;
  const message =
    `retention has removed the log of ${a.feature} before ${new Date(before).toISOString()}, ` +
    'so it can not be told whether this was counted';
  return letterOf(a, 'too_old', message, 'ingest');
}

const ERASED_OUTCOME: Outcome = { outcome: 'erased' };

export type Writer = ReturnType<typeof createWriter>;

export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

const conflict = (a: Activity): DeadLetter =>
  letterOf(a, 'id_conflict', 'another activity with this user, time and event id is in the log', 'ingest');
