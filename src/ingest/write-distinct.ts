import type { Outcome } from '../contract/index.ts';
import { codeOf, failureOf } from '../db/failures.ts';
import type { Activity, DeadLetter } from './activity.ts';
import { bisect } from './bisect.ts';
import { letterOf } from './dead-letters.ts';
import type { LookUp, Sameness } from './duplicates.ts';
import type { KnownUsers, UsersView } from './known-users.ts';
import type { Months } from './months.ts';
import { errorText } from './not-written.ts';
import type { Persons } from './persons.ts';
import type { Send } from './send.ts';
import { isNoPartition, isRefusal } from './statement.ts';

/** What became of an activity, or the letter that it is set aside as. */
export type WriteResult = Outcome | DeadLetter;

/** How often a statement is sent again though nothing that it was told has changed. */
const TURNS = 3;

/**
 * Writes activities with distinct keys: the new ones are written, the rest told apart. Where the statement undid
 * itself because what this process believed is out of date, it reads anew and sends again; where nothing has
 * changed and a value is refused all the same, halves are tried until the culprit stands alone.
 */
export function createWriteDistinct(o: {
  readonly users: KnownUsers;
  readonly persons: Persons;
  readonly months: Months;
  readonly lookUp: LookUp;
  readonly send: Send;
}) {
  async function sendUnder(
    view: UsersView,
    activities: readonly Activity[],
    results: Map<Activity, WriteResult>,
  ): Promise<void> {
    const written = view.anyErased ? activities.map((a) => o.persons.redacted(a, view.aliasOf)) : activities;
    await o.send(written, view, 'write');
    for (const a of activities) results.set(a, { outcome: 'committed', eventId: a.eventId });
  }

  return async function writeDistinct(activities: readonly Activity[]): Promise<Map<Activity, WriteResult>> {
    const results = new Map<Activity, WriteResult>();
    let open = activities;
    let believed = '';
    for (let unchanged = 0; ; ) {
      let epoch = 0;
      try {
        const view = await o.users.view(open);
        epoch = view.epoch;
        open = withoutResult(open, results, (a) => refusedBy(view, a));
        if (open.length > 0) await sendUnder(view, open, results);
        return results;
      } catch (error) {
        if (failureOf(error).kind !== 'value') throw error;
        if (isNoPartition(error)) await o.months.prepareAnew(open);
        else if (isRefusal(codeOf(error))) {
          const existing = await o.lookUp(open);
          open = withoutResult(open, results, (a, i) => knownAlready(a, existing[i]!));
        } else unchanged = TURNS;
        const found = `${epoch} ${open.length}`;
        unchanged = found === believed ? unchanged + 1 : unchanged;
        believed = found;
        if (unchanged < TURNS) continue;
        const halves = await bisect(open, writeDistinct, {
          alone: (a): WriteResult => letterOf(a, 'database_refused', errorText(error), 'ingest'),
        });
        return new Map([...results, ...halves]);
      }
    }
  };
}

/** Those that have no result yet; the results of the others are noted. */
function withoutResult(
  activities: readonly Activity[],
  results: Map<Activity, WriteResult>,
  resultOf: (a: Activity, i: number) => WriteResult | undefined,
): readonly Activity[] {
  return activities.filter((a, i) => {
    const result = resultOf(a, i);
    if (result) results.set(a, result);
    return !result;
  });
}

/** Erased users' activity isn't kept; what retention has removed can't be told from a duplicate. */
function refusedBy(view: UsersView, a: Activity): WriteResult | undefined {
  if (view.aliasOf(a.userId) !== undefined) return { outcome: 'erased' };
  const before = view.archivedBefore(a.feature);
  if (a.createdAt >= before) return undefined;
  const message =
    `retention has removed the log of ${a.feature} before ${new Date(before).toISOString()}, ` +
    "so it can't be told whether this was counted";
  return letterOf(a, 'too_old', message, 'ingest');
}

/** The result of what the log holds already; undefined for what is new. */
export function knownAlready(a: Activity, sameness: Sameness): WriteResult | undefined {
  if (sameness === 'new') return undefined;
  if (sameness === 'same') return { outcome: 'duplicate', eventId: a.eventId };
  const message = 'another activity with this user, time and event id is in the log';
  return letterOf(a, 'id_conflict', message, 'ingest');
}
