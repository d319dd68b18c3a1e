import { type CatalogueInput, countingOf } from '../catalogue/index.ts';
import { statsColumns } from '../db/columns.ts';
import type { Activity } from './activity.ts';

/** What a batch adds to one user's lifetime counters. */
export interface UserTally {
  readonly userId: string;
  first: number;
  last: number;
  /** In the order of `statsColumns`. */
  readonly counts: Int32Array;
}

/** Adds up what activities count for each user, in the order in which their rows are locked. */
export function createTally(c: CatalogueInput) {
  const stats = statsColumns(c);
  const counting = countingOf(c);
  const places = new Map(stats.map(({ counter }, i) => [counter, i]));
  // Looked up once an action, not once an activity. One that a later catalogue dropped bumps nothing.
  const plain = new Map(
    Object.keys(c.actions).map((action) => [
      action,
      counting.plain(action).map((counter) => places.get(counter)!),
    ]),
  );

  return function tally(activities: readonly Activity[]): UserTally[] {
    const users = new Map<string, UserTally>();
    for (const a of activities) {
      let user = users.get(a.userId);
      if (!user) {
        user = {
          userId: a.userId,
          first: a.createdAt,
          last: a.createdAt,
          counts: new Int32Array(stats.length),
        };
        users.set(a.userId, user);
      }
      if (a.createdAt < user.first) user.first = a.createdAt;
      if (a.createdAt > user.last) user.last = a.createdAt;
      for (const place of plain.get(a.action) ?? NONE) user.counts[place]!++;
      for (const [breakdown, value] of a.breakdowns)
        for (const counter of counting.valued(a.action, breakdown, value))
          user.counts[places.get(counter)!]!++;
    }
    return [...users.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  };
}

const NONE: readonly number[] = [];
