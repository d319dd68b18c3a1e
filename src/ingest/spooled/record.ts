import type { CatalogueInput } from '../../catalogue/index.ts';
import { HORIZON } from '../accept.ts';
import type { Accepted, Activity, DeadLetter } from '../activity.ts';
import { letterOf } from '../dead-letters.ts';
import { payloadOf } from '../letter-payload.ts';
import { createBreakdowns } from '../log-row.ts';

/** What the records are. Raise the number with what an older version would read wrong: it leaves them in their place then. */
export const SPOOL_FORMAT = 'activity 1';

/** One that waits in the spool. */
export interface Spooled {
  /** Names the batch to the database, however often it is sent. */
  readonly attempt: string;
  readonly item: Accepted;
}

type Stored =
  | { readonly attempt: string; readonly activity: Omit<Activity, 'breakdowns'> }
  | { readonly attempt: string; readonly letter: DeadLetter };

/** No more than an activity or a letter would hold in the database. */
export function toRecord(item: Accepted, attempt: string): string {
  if (!item.ok) return JSON.stringify({ attempt, letter: item.letter } satisfies Stored);
  const { breakdowns: _, ...activity } = item.activity;
  return JSON.stringify({ attempt, activity } satisfies Stored);
}

/** Whose it is; undefined where it is nobody's, or can't be read. */
export function userOf(record: string): string | undefined {
  const stored = parse(record);
  const user = stored && ('activity' in stored ? stored.activity.userId : stored.letter.userId);
  return user ?? undefined;
}

/** What a record holds, as far as it is told to its user. */
export const tellRecord = (record: string): string => {
  const { attempt: _, ...told } = parse(record) ?? { attempt: '' };
  return JSON.stringify(told);
};

/**
 * Reads records by the catalogue that holds now. One that it no longer takes, or that has become too old for
 * duplicates to be told, is a letter.
 */
export function createReading(c: CatalogueInput, now: () => number) {
  const breakdowns = createBreakdowns(c);

  const aside = (a: Activity, reason: DeadLetter['reason'], message: string): Accepted => ({
    ok: false,
    letter: letterOf(a, reason, message, 'spool'),
  });

  function judge(stored: Omit<Activity, 'breakdowns'>): Accepted {
    const { action, details } = stored;
    const activity = { ...stored, breakdowns: [] };
    if (!Object.hasOwn(c.actions, action))
      return aside(
        activity,
        'unknown_action',
        `action "${action}" is no longer in the catalogue "${c.name}"`,
      );
    if (activity.createdAt < now() - HORIZON)
      return aside(activity, 'too_old', 'it waited in the spool until createdAt was more than 30 days ago');
    return {
      ok: true,
      generatedId: false,
      activity: {
        ...activity,
        feature: c.actions[action]!.feature,
        breakdowns:
          details !== null && breakdowns.has(action) ? breakdowns.of(action, JSON.parse(details)) : [],
      },
    };
  }

  return (record: string): Spooled => {
    const stored = parse(record);
    if (!stored) return { attempt: new Date(now()).toISOString(), item: unreadable(record) };
    const { attempt } = stored;
    return {
      attempt,
      item: 'activity' in stored ? judge(stored.activity) : { ok: false, letter: stored.letter },
    };
  };
}

function parse(record: string): Stored | undefined {
  try {
    const stored = JSON.parse(record) as { attempt?: unknown; activity?: Fields; letter?: Fields };
    const { attempt, activity, letter } = stored;
    const texts = activity
      ? [activity.userId, activity.eventId, activity.action]
      : [letter?.reason, letter?.payload];
    if (activity && typeof activity.createdAt !== 'number') return undefined;
    return [attempt, ...texts].every((each) => typeof each === 'string') ? (stored as Stored) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const unreadable = (record: string): Accepted => ({
  ok: false,
  letter: {
    reason: 'invalid',
    message: "what the spool kept of it can't be read",
    source: 'spool',
    userId: null,
    action: null,
    payload: payloadOf(record),
  },
});
