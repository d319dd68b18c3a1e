import { personNumbers } from '../../catalogue/index.ts';
import {
  bracketed,
  comparedBy,
  comparedIn,
  type PersonFilter,
  personFilterOf,
  type UsersExportQuery,
} from '../../contract/index.ts';
import { BadRequest } from '../errors.ts';
import type { Span } from '../range/local-time.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import { deletedBefore, listedUsers, whoWasThere } from './listed.ts';
import { type People, peopleIn, type Score } from './people.ts';
import { factOf, personFacts } from './person-facts.ts';
import { type NumbersOfPeople, whoMeets } from './person-filter.ts';

/** The part of a query that says who is listed, and in which order. */
export type ListQuery = Pick<
  UsersExportQuery,
  'people' | 'include' | 'joined' | 'sortBy' | 'sortAs' | 'compare' | 'period'
>;

/** Whom a report lists, and what they are ranked by. */
export interface Ranked {
  /** Everybody asked about, whether listed or not. */
  readonly people: People;
  /** By number. */
  readonly listed: Int32Array;
  readonly scores: Float64Array;
  /** What rows have since the question asks for it, by name and user number. */
  readonly beside: ReadonlyMap<string, Float64Array>;
}

/**
 * @param also further numbers that are asked for of the range
 * @throws BadRequest where a condition, or the order, asks for what can't be told
 */
export async function rankedPeople(
  r: ReportReader,
  v: Seen,
  range: Range,
  query: ListQuery,
  also: readonly Score[] = [],
): Promise<Ranked> {
  const c = r.ctx.catalogue;
  const filter = personFilterOf(c, query.people);
  const compared = comparedBy(filter, query);
  refuse(r, v, range, query, filter, compared);
  const known = personNumbers(c);
  const numbers = filter.map(({ of }) => of).filter((name) => known.includes(name));
  const { comparison } = range;
  const spans = [
    { span: range, scores: activityIn([...also, query.sortBy, ...numbers]) },
    ...(compared.length > 0 && comparison ? [{ span: comparison, scores: activityIn(compared) }] : []),
  ];
  const [people, before = null] = (await peopleIn(r, v, spans)) as [People, People?];
  const told = new Map<string, NumbersOfPeople>();
  for (const name of new Set([query.sortBy, ...numbers])) {
    const was = before && compared.includes(name) ? before : null;
    const fact = factOf(name);
    const of = (there: People, span: Span) =>
      fact ? personFacts(r, v, span, fact) : there.scores.get(name)!;
    told.set(name, { now: await of(people, range), before: was && (await of(was, comparison!)) });
  }
  // Who can't have been active now is looked for among all accounts; who was, among those of before.
  const seen = filter.some(({ of }) => of === 'lastSeen');
  const everybody = await listedUsers(
    r,
    range,
    v.scope,
    people,
    seen ? { ...query, include: 'inactive' } : query,
  );
  const widened = before && !query.joined ? await withThoseBefore(r, range, everybody, before) : everybody;
  const listed = await whoMeets(r, range, filter, told, widened);
  const { now, before: was } = told.get(query.sortBy)!;
  return {
    people,
    listed,
    scores: query.sortAs === 'now' || !was ? now : query.sortAs === 'previous' ? was : less(now, was),
    beside: new Map([...told].flatMap(([name, number]) => besides(name, number))),
  };
}

/** What activity tells: facts are counted elsewhere. */
const activityIn = (names: readonly Score[]) => [...new Set(names)].filter((name) => !factOf(name));

const less = (a: Float64Array, b: Float64Array) => a.map((n, no) => n - b[no]!);

const besides = (name: string, { now, before }: NumbersOfPeople): [string, Float64Array][] => [
  [name, now],
  ...(before
    ? ([
        [`previous.${name}`, before],
        [`change.${name}`, less(now, before)],
      ] satisfies [string, Float64Array][])
    : []),
];

/** With those who were there in the comparison, and whose account isn't deleted since. */
async function withThoseBefore(
  r: ReportReader,
  range: Range,
  listed: Int32Array,
  before: People,
): Promise<Int32Array> {
  const deleted = await deletedBefore(r, range.end);
  const there = whoWasThere(before).filter((no) => !deleted.has(no));
  return Int32Array.from(new Set([...listed, ...there]));
}

function refuse(
  r: ReportReader,
  v: Seen,
  range: Range,
  query: ListQuery,
  filter: PersonFilter,
  compared: readonly string[],
): void {
  const fields: Record<string, string> = {};
  const parameter = (name: string) => bracketed('people', name);
  const untold = [
    ...v.untoldCounters(range),
    ...(range.comparison && compared.length > 0 ? v.untoldCounters(range.comparison) : []),
  ];
  for (const { of, conditions } of filter) {
    if (untold.includes(of))
      fields[parameter(of)] =
        "asks for a counter of a breakdown that the catalogue didn't have when retention removed activities of this range; take a later range, or another counter";
    if (
      of === 'internal' &&
      !v.scope.internalPeople &&
      conditions.some((each) => each.is === 'flag' && each.value)
    )
      fields[parameter(of)] =
        'true finds nobody while internal accounts are left out; add excludeInternal=false, or ask for a feature of staff';
  }
  if (query.sortAs !== 'now' && !personNumbers(r.ctx.catalogue).includes(query.sortBy))
    fields.sortAs = `${query.sortAs} is for numbers, and ${query.sortBy} is an instant; take sortAs=now, or sort by a number`;
  if (compared.length > 0 && !range.comparison) {
    const names = comparedIn(filter).map(parameter);
    for (const name of names.length > 0 ? names : ['sortAs']) fields[name] ??= whyUncompared(v, query);
  }
  if (Object.keys(fields).length > 0) throw new BadRequest(fields);
}

function whyUncompared(v: Seen, { compare, period }: ListQuery): string {
  const why = v.missing.comparison;
  if (why) return `compares with the time before. ${why}`;
  if (compare === 'none')
    return 'compares with the time before, and compare=none leaves that out; take previous_period or previous_year';
  return `compares with the time before, and period=${period} has none; take another range`;
}
