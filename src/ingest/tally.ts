import { type CatalogueInput, fold } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import { dayFinder } from '../db/days.ts';
import type { Activity } from './activity.ts';

const QUARTER = 15 * 60_000;
const HOUR = 60 * 60_000;
export const OTHER = '(other)';
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

interface Bumps {
  readonly stats: readonly number[];
  readonly daily: number;
  /** By breakdown and folded value: columns of conditional counters. */
  readonly conditional: ReadonlyMap<string, { stats: number; daily: number }[]>;
}

const NOTHING: Bumps = { stats: [], daily: -1, conditional: new Map() };

/** Adds up what activities count, by user, by user and day, and by bucket. */
export function createTally(c: CatalogueInput, zone: string) {
  const stats = statsColumns(c);
  const daily = dailyColumns(c);
  const bumps = new Map(Object.keys(c.actions).map((action) => [action, bumpsOf(action)]));
  const find = dayFinder(zone);

  function bumpsOf(action: string): Bumps {
    const conditional = new Map<string, { stats: number; daily: number }[]>();
    const plain: number[] = [];
    for (const [index, { counter }] of stats.entries()) {
      const def = c.counters[counter]!;
      if (!def.actions?.includes(action)) continue;
      const where = Object.entries(def.where ?? {})[0];
      if (!where) {
        plain.push(index);
        continue;
      }
      const key = `${where[0]} ${fold(where[1])}`;
      const column = daily.findIndex((d) => d.kind === 'counter' && d.name === counter);
      conditional.set(key, [...(conditional.get(key) ?? []), { stats: index, daily: column }]);
    }
    return {
      stats: plain,
      daily: daily.findIndex((d) => d.kind === 'action' && d.name === action),
      conditional,
    };
  }

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
      // An action that a later catalogue dropped still counts as activity.
      const bump = bumps.get(a.action) ?? NOTHING;
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
      if (bump.daily >= 0) day.counts[bump.daily]!++;
      for (const index of bump.stats) user.counts[index]!++;
      addRollup(a, internal, '', '');

      for (const [breakdown, raw] of a.breakdowns) {
        for (const column of bump.conditional.get(`${breakdown} ${fold(raw)}`) ?? []) {
          user.counts[column.stats]!++;
          day.counts[column.daily]!++;
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
