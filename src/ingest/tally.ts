import { type CatalogueInput, countingOf } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import { dayFinder } from '../db/days.ts';
import type { Activity } from './activity.ts';

const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
/** No stored text holds it, so joined keys can not collide. */
const SEP = '\u0000';

export interface UserTally {
  readonly userId: string;
  first: number;
  last: number;
  readonly counts: Int32Array;
}

export interface DayTally {
  readonly day: string;
  readonly userId: string;
  activities: number;
  readonly counts: Int32Array;
}

export interface ValueTally {
  readonly day: string;
  readonly userId: string;
  readonly action: string;
  readonly breakdown: string;
  readonly value: string;
  n: number;
}

export interface RollupTally {
  readonly grain: number;
  readonly bucket: number;
  readonly action: string;
  readonly breakdown: string;
  readonly value: string;
  readonly internal: boolean;
  n: number;
}

/** What a batch adds, each list in the order in which its rows are locked. */
export interface Tally {
  readonly users: UserTally[];
  readonly days: DayTally[];
  readonly values: ValueTally[];
  readonly rollups: RollupTally[];
}

export interface TallyContext {
  isInternal(userId: string): boolean;
  /** The value under which rollups keep a breakdown's value: itself, or `(other)`. */
  keptAs(breakdown: string, value: string): string;
}

/** Adds up what activities count, by user, by user and day, and by bucket. */
export function createTally(c: CatalogueInput, zone: string) {
  const stats = statsColumns(c);
  const daily = dailyColumns(c);
  const counting = countingOf(c);
  const inStats = new Map(stats.map(({ counter }, i) => [counter, i]));
  const inDaily = new Map(daily.map(({ kind, name }, i) => [`${kind} ${name}`, i]));
  // Looked up once an action, not once an activity.
  const bumps = new Map(
    Object.keys(c.actions).map((action) => [
      action,
      {
        daily: inDaily.get(`action ${action}`)!,
        stats: counting.plain(action).map((counter) => inStats.get(counter)!),
      },
    ]),
  );
  const find = dayFinder(zone);

  return function tally(activities: readonly Activity[], context: TallyContext): Tally {
    const users = new Map<string, UserTally>();
    const days = new Map<string, DayTally>();
    const values = new Map<string, ValueTally>();
    const rollups = new Map<string, RollupTally>();

    const addRollup = (a: Activity, internal: boolean, breakdown: string, value: string) => {
      const bucket = Math.floor(a.createdAt / QUARTER) * QUARTER;
      const key = a.action + SEP + breakdown + SEP + bucket + SEP + internal + SEP + value;
      const found = rollups.get(key);
      if (found) found.n++;
      else rollups.set(key, { grain: 15, bucket, action: a.action, breakdown, value, internal, n: 1 });
    };

    for (const a of activities) {
      const local = find(a.createdAt);
      const internal = context.isInternal(a.userId);

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

      const dayKey = local.day + SEP + a.userId;
      let day = days.get(dayKey);
      if (!day) {
        day = { day: local.day, userId: a.userId, activities: 0, counts: new Int32Array(daily.length) };
        days.set(dayKey, day);
      }
      day.activities++;
      // An action that a later catalogue dropped has no column, and counts as activity all the same.
      const bump = bumps.get(a.action);
      if (bump) {
        day.counts[bump.daily]!++;
        for (const index of bump.stats) user.counts[index]!++;
      }
      addRollup(a, internal, '', '');

      for (const [breakdown, raw] of a.breakdowns) {
        for (const counter of counting.valued(a.action, breakdown, raw)) {
          user.counts[inStats.get(counter)!]!++;
          day.counts[inDaily.get(`counter ${counter}`)!]!++;
        }
        const value = context.keptAs(breakdown, raw);
        const valueKey = [dayKey, a.action, breakdown, value].join(SEP);
        const found = values.get(valueKey);
        if (found) found.n++;
        else
          values.set(valueKey, {
            day: local.day,
            userId: a.userId,
            action: a.action,
            breakdown,
            value,
            n: 1,
          });
        addRollup(a, internal, breakdown, value);
      }
    }
    return {
      users: [...users.values()].sort(by((u) => u.userId)),
      days: sorted(days),
      values: sorted(values),
      rollups: coarser(rollups, (bucket) => find(bucket).start),
    };
  };
}

/** One fixed order for every writer, so that no two wait for each other. */
const by =
  <T>(key: (item: T) => string) =>
  (x: T, y: T) => {
    const a = key(x);
    const b = key(y);
    return a < b ? -1 : a > b ? 1 : 0;
  };

function sorted<T>(map: Map<string, T>): T[] {
  return [...map.keys()].sort().map((key) => map.get(key)!);
}

/**
 * Quarter hours with the hours and days that they add up to, in the order in which rows are locked.
 * Grains in minutes: 15 and 60 of UTC, 1440 for the day of the configured zone. Every quarter lies in
 * one such day, since zones' days begin on quarters (all do since 1972).
 */
function coarser(quarters: Map<string, RollupTally>, dayStart: (instant: number) => number): RollupTally[] {
  const all = new Map<string, RollupTally>();
  const add = (grain: number, bucket: number, from: RollupTally) => {
    const key = [grain, from.action, from.breakdown, bucket, from.internal, from.value].join(SEP);
    const found = all.get(key);
    if (found) found.n += from.n;
    else all.set(key, { ...from, grain, bucket });
  };
  for (const quarter of quarters.values()) {
    add(15, quarter.bucket, quarter);
    add(60, Math.floor(quarter.bucket / HOUR) * HOUR, quarter);
    add(1440, dayStart(quarter.bucket), quarter);
  }
  return sorted(all);
}
