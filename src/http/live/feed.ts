import type { ActivityRow } from '../../contract/index.ts';
import { MINUTE } from '../../db/milliseconds.ts';

/** What came in since the poll before. */
export interface News {
  /** Newest first. */
  readonly activities: readonly ActivityRow[];
  readonly more: number;
  readonly lastMinute: number;
  readonly at: number;
}

export interface Polled {
  /** Of the window, newest first, as many as are told at most. */
  readonly activities: readonly ActivityRow[];
  /** All of the window. */
  readonly total: number;
}

/** An activity is live for so long, in milliseconds: what is committed later is for the reports. */
export const WINDOW = 120_000;

/**
 * Tells the new from the known. Activities come in no order: several processes write, and a transaction may
 * commit after a later one; so each poll is of a whole window, and what was told is remembered for as long.
 *
 * @example
 * const feed = createFeed();
 * feed({ activities: [a], total: 1 }, now)?.activities; // [a]
 * feed({ activities: [b, a], total: 2 }, now + 3_000)?.activities; // [b]
 */
export function createFeed(): (polled: Polled, at: number) => News | null {
  const told = new Map<string, number>();
  return ({ activities, total }, at) => {
    for (const [id, when] of told) if (when < at - WINDOW) told.delete(id);
    const fresh = activities.filter(({ eventId }) => !told.has(eventId!));
    for (const { eventId, timestamp } of fresh) told.set(eventId!, Date.parse(timestamp!));
    if (fresh.length === 0) return null;
    // With all of them new, those that aren't told are new as well.
    const more = fresh.length === activities.length ? total - activities.length : 0;
    return { activities: fresh, more, lastMinute: lastMinute(activities, at), at };
  };
}

/** What a poll found, for whoever has just come. */
export const wholeOf = ({ activities, total }: Polled, at: number): News => ({
  activities,
  more: total - activities.length,
  lastMinute: lastMinute(activities, at),
  at,
});

const lastMinute = (activities: readonly ActivityRow[], at: number) =>
  activities.filter(({ timestamp }) => Date.parse(timestamp!) > at - MINUTE).length;
