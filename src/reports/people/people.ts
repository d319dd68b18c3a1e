import { all, type Sql, sql } from '../../db/sql.ts';
import type { PeopleQuestion } from '../../store/question.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { ReadScope } from '../read/scope.ts';
import type { Seen } from '../read/seen.ts';

/** Numbers of a span for every user, by `user_no`. */
export interface People {
  /** Activities that the scope lets through. */
  readonly activities: Float64Array;
  /** What was asked to rank by. */
  readonly scores: ReadonlyMap<Score, Float64Array>;
  /** Signals that the scope lets through. */
  readonly signals: Float64Array;
  /** Users with at least one activity. */
  readonly active: number;
}

/** What to rank by: a counter, `totalActivity`, `activities`, or `lastActivityAt` or `lastSeenAt` (milliseconds, 0 for nothing). */
export type Score = string;

const NOT_COUNTED: readonly Score[] = ['activities', 'lastActivityAt', 'lastSeenAt'];

/** Everybody's activities, signals and scores in a span. */
export async function peopleOf(
  r: ReportReader,
  v: Seen,
  span: Span,
  asked: readonly Score[],
): Promise<People> {
  const columns = asked.filter((score) => !NOT_COUNTED.includes(score));
  const [found] = await v.walk([
    {
      sink: 'people',
      span,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      passes: v.passes,
      weights: [v.weightsOfSignals(), ...columns.map((score) => v.weights(score))],
      last: asked.includes('lastActivityAt'),
    } satisfies PeopleQuestion,
  ]);
  const whole = (numbers: Float64Array) => padded(numbers, v.mask.length);
  const activities = whole(found.activities);
  const signals = whole(found.columns[0]!);
  const scores = new Map(columns.map((score, i) => [score, whole(found.columns[i + 1]!)]));
  if (asked.includes('activities')) scores.set('activities', activities);
  if (found.last) scores.set('lastActivityAt', whole(found.last));
  if (asked.includes('lastSeenAt')) scores.set('lastSeenAt', await lastSeen(r, v));
  let active = 0;
  for (const n of activities) if (n > 0) active++;
  return { activities, signals, scores, active };
}

/** When everybody was last active at all. */
async function lastSeen(r: ReportReader, v: Seen): Promise<Float64Array> {
  const rows = await r.rows<{ no: number; at: Date }>(
    sql`select u.user_no as no, s.last_activity_at as at from ${r.ctx.db.tables.usageStats} s
     join ${r.ctx.db.tables.users} u on u.id = s.user_id where s.last_activity_at is not null`,
  );
  const seen = new Float64Array(v.mask.length);
  for (const { no, at } of rows) if (no < seen.length) seen[no] = at.getTime();
  return seen;
}

/** Users by number, also those who are not asked about. */
function padded(numbers: Float64Array, length: number): Float64Array {
  if (numbers.length >= length) return numbers;
  const all = new Float64Array(length);
  all.set(numbers);
  return all;
}

/** How many users did anything in a span. */
export async function activeIn(v: Seen, span: Span): Promise<number> {
  const [found] = await v.walk([
    {
      sink: 'distinct',
      span,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      buckets: [],
      passes: v.passesAll ? null : v.passes,
    },
  ]);
  return found.total;
}

/** Every number of some users in a span, by their position. */
export interface UserNumbers {
  readonly activities: Float64Array;
  readonly counters: ReadonlyMap<string, Float64Array>;
  readonly features: ReadonlyMap<string, Float64Array>;
  /** Milliseconds since 1970; 0 for nothing. */
  readonly last: Float64Array;
  readonly days: Int32Array | null;
}

/**
 * @param nos numbers of the users
 * @param days first instants of the days in which activity is looked for, and the end of the last
 */
export async function numbersOf(
  r: ReportReader,
  v: Seen,
  span: Span,
  nos: readonly number[],
  days?: Float64Array,
): Promise<UserNumbers> {
  const places = new Int32Array(v.mask.length).fill(-1);
  nos.forEach((no, place) => {
    places[no] = place;
  });
  const counters = Object.keys(r.ctx.catalogue.counters);
  const features = Object.keys(r.ctx.catalogue.features);
  const [found] = await v.walk([
    {
      sink: 'people',
      span,
      places,
      // Whoever is on the list was let onto it.
      internal: v.ofInternal,
      passes: v.passes,
      weights: [
        ...counters.map((name) => v.weights(name)),
        ...features.map((name) => v.weightsOfFeature(name)),
      ],
      last: true,
      ...(days && { days }),
    } satisfies PeopleQuestion,
  ]);
  return {
    activities: found.activities,
    counters: new Map(counters.map((name, i) => [name, found.columns[i]!])),
    features: new Map(features.map((name, i) => [name, found.columns[counters.length + i]!])),
    last: found.last!,
    days: found.days,
  };
}

/** Users of a scope that had joined before an instant and were not deleted then, by number. */
export const joinedBefore = (r: ReportReader, end: number, scope: ReadScope): Promise<Int32Array> =>
  accounts(r, scope, sql`joined_at < ${at(end)} and (deleted_at is null or deleted_at >= ${at(end)})`);

/** Users of a scope that joined in a span, by number; who was deleted since did join. */
export const joinedIn = (r: ReportReader, { start, end }: Span, scope: ReadScope): Promise<Int32Array> =>
  accounts(r, scope, sql`joined_at >= ${at(start)} and joined_at < ${at(end)}`);

async function accounts(r: ReportReader, scope: ReadScope, joined: Sql): Promise<Int32Array> {
  const where = [joined];
  if (!scope.internalPeople) where.push(sql`not internal`);
  if (scope.users) where.push(sql`id = any(${scope.users.ids}::text[])`);
  const rows = await r.rows<{ nos: number[] | null }>(
    sql`select array_agg(user_no) as nos from ${r.from.users} u where ${all(where)}`,
  );
  return Int32Array.from(rows[0]?.nos ?? []);
}

/** Whom a report lists, by number. */
export async function listedUsers(
  r: ReportReader,
  range: Span,
  scope: ReadScope,
  people: People,
  { include, joined }: { include?: 'inactive' | undefined; joined?: 'range' | 'ever' | undefined },
): Promise<Int32Array> {
  if (joined === 'range') return joinedIn(r, range, scope);
  if (joined === 'ever') return joinedBefore(r, range.end, scope);
  const { activities, signals } = people;
  const there = usersWhere(people, (no) => activities[no]! > 0 || signals[no]! > 0);
  if (include !== 'inactive') return there;
  return Int32Array.from(new Set([...there, ...(await joinedBefore(r, range.end, scope))]));
}

/** Users with at least one activity in the range, by number. */
export const activeOf = (people: People): Int32Array =>
  usersWhere(people, (no) => people.activities[no]! > 0);

/** How many of a list did nothing in the range that is an activity. */
export const inactiveAmong = (people: People, listed: Int32Array): number =>
  listed.reduce((sum, no) => sum + (people.activities[no] === 0 ? 1 : 0), 0);

function usersWhere({ activities }: People, is: (no: number) => boolean): Int32Array {
  const found = new Int32Array(activities.length);
  let length = 0;
  for (let no = 0; no < activities.length; no++) if (is(no)) found[length++] = no;
  return found.subarray(0, length);
}
