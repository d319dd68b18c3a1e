import type { PeopleQuestion } from '../../store/question.ts';
import type { Span } from '../range/local-time.ts';
import { at, type Reader } from '../read/reader.ts';
import type { Scope } from '../read/scope.ts';
import type { Seen } from '../read/seen.ts';

/** Numbers of a span for every user, by `user_no`. */
export interface People {
  /** Activities that the scope lets through. */
  readonly activities: Float64Array;
  /** What was asked to rank by. */
  readonly scores: ReadonlyMap<Score, Float64Array>;
  /** Users with at least one activity. */
  readonly active: number;
}

/** What to rank by: a counter, `totalActivity`, `activities` or `lastActivityAt` (milliseconds, 0 for nothing). */
export type Score = string;

/** Everybody's activities and scores in a span. */
export async function peopleOf(v: Seen, span: Span, asked: readonly Score[]): Promise<People> {
  const columns = asked.filter((score) => score !== 'activities' && score !== 'lastActivityAt');
  const [found] = await v.walk([
    {
      sink: 'people',
      span,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      passes: v.passes,
      weights: columns.map((score) => v.weights(score)),
      last: asked.includes('lastActivityAt'),
    } satisfies PeopleQuestion,
  ]);
  const whole = (numbers: Float64Array) => padded(numbers, v.mask.length);
  const activities = whole(found.activities);
  const scores = new Map(columns.map((score, i) => [score, whole(found.columns[i]!)]));
  if (asked.includes('activities')) scores.set('activities', activities);
  if (found.last) scores.set('lastActivityAt', whole(found.last));
  let active = 0;
  for (const n of activities) if (n > 0) active++;
  return { activities, scores, active };
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
  r: Reader,
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
export const joinedBefore = (r: Reader, end: number, scope: Scope): Promise<Int32Array> =>
  accounts(r, 'joined_at < $3 and (deleted_at is null or deleted_at >= $3)', [at(end)], scope);

/** Users of a scope that joined in a span, by number; who was deleted since did join. */
export const joinedIn = (r: Reader, { start, end }: Span, scope: Scope): Promise<Int32Array> =>
  accounts(r, 'joined_at >= $3 and joined_at < $4', [at(start), at(end)], scope);

async function accounts(r: Reader, where: string, values: unknown[], scope: Scope): Promise<Int32Array> {
  const rows = await r.rows<{ nos: number[] | null }>(
    `select array_agg(user_no) as nos from ${r.ctx.db.relations.users.sql} u
     where ${where} and ($1 or not internal) and ($2::text[] is null or id = any($2))`,
    [scope.internalPeople, scope.users?.ids ?? null, ...values],
  );
  return Int32Array.from(rows[0]?.nos ?? []);
}

/** Whom a report lists, by number. */
export async function listedUsers(
  r: Reader,
  range: Span,
  scope: Scope,
  people: People,
  { include, joined }: { include?: 'inactive' | undefined; joined?: 'range' | 'ever' | undefined },
): Promise<Int32Array> {
  if (joined === 'range') return joinedIn(r, range, scope);
  if (joined === 'ever') return joinedBefore(r, range.end, scope);
  const active = activeOf(people);
  if (include !== 'inactive') return active;
  return Int32Array.from(new Set([...active, ...(await joinedBefore(r, range.end, scope))]));
}

/** Users with at least one activity in the range, by number. */
export function activeOf(people: People): Int32Array {
  const found = new Int32Array(people.active);
  let length = 0;
  for (let no = 0; no < people.activities.length; no++) if (people.activities[no]! > 0) found[length++] = no;
  return found;
}
