import { OF_FEATURE } from '../../catalogue/index.ts';
import { sql } from '../../db/sql.ts';
import type { PeopleQuestion } from '../../store/questions/people.ts';
import type { Span } from '../range/local-time.ts';
import type { ReportReader } from '../read/reader.ts';
import { type Seen, whoseOf } from '../read/seen.ts';

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

/** What to rank by: a counter, `totalActivity`, `activities`, `byFeature.NAME`, or `lastActivityAt` or `lastSeenAt` (milliseconds, 0 for nothing). */
export type Score = string;

const NOT_COUNTED: readonly Score[] = ['activities', 'lastActivityAt', 'lastSeenAt'];

/** A span of which everybody's numbers are asked for, with what to rank or list by. */
export interface Tallied {
  readonly span: Span;
  readonly scores: readonly Score[];
}

/** Everybody's activities, signals and scores in some spans, of one walk. */
export async function peopleIn(r: ReportReader, v: Seen, asked: readonly Tallied[]): Promise<People[]> {
  const counted = asked.map(({ scores }) => scores.filter((score) => !NOT_COUNTED.includes(score)));
  const questions = asked.map(
    ({ span, scores }, i): PeopleQuestion => ({
      sink: 'people',
      span,
      ...whoseOf(v),
      passes: v.passes,
      weights: [v.weightsOfSignals(), ...counted[i]!.map((score) => weightsOf(v, score))],
      last: scores.includes('lastActivityAt'),
    }),
  );
  const found = await v.walk(questions);
  const ever = asked.some(({ scores }) => scores.includes('lastSeenAt')) ? await lastSeen(r, v) : null;
  const whole = (numbers: Float64Array) => padded(numbers, v.mask.length);
  return found.map(({ activities: told, columns, last }, i) => {
    const activities = whole(told);
    const { scores: names } = asked[i]!;
    const scores = new Map(counted[i]!.map((score, column) => [score, whole(columns[column + 1]!)]));
    if (names.includes('activities')) scores.set('activities', activities);
    if (last) scores.set('lastActivityAt', whole(last));
    if (ever && names.includes('lastSeenAt')) scores.set('lastSeenAt', ever);
    const active = activities.reduce((n, one) => n + (one > 0 ? 1 : 0), 0);
    return { activities, signals: whole(columns[0]!), scores, active };
  });
}

/** The same of one span. */
export const peopleOf = async (r: ReportReader, v: Seen, span: Span, scores: readonly Score[]) =>
  (await peopleIn(r, v, [{ span, scores }]))[0]!;

const weightsOf = (v: Seen, score: Score): Int32Array =>
  score.startsWith(OF_FEATURE) ? v.weightsOfFeature(score.slice(OF_FEATURE.length)) : v.weights(score);

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

/** Users by number, also those who aren't asked about. */
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
      ...whoseOf(v),
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
