import type { TopUser } from '../../contract/index.ts';
import { dayOf } from '../../db/days.ts';
import { DAY } from '../../db/milliseconds.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import type { People } from '../people/people.ts';
import { calendarOf } from '../range/calendar.ts';
import type { Range } from '../range/period.ts';
import type { Hidden } from './hidden.ts';
import { NUMBER } from './numbers.ts';
import { pseudonym } from './pseudonym.ts';
import { isFew } from './summary.ts';

/** A report whose rows are of nobody by name. */
export interface Anonymity {
  /** What stands for a user. */
  name(userId: string): string;
  /** Equals are ordered by this and the id, hashed: an order by ids would tell who is who. */
  readonly salt: string;
}

const OF_SOME =
  'is refused where nobody may be told of: numbers of some people, less those of nearly the same people, are of one. Leave it out';

/** What asks about some people, or about so small a part of time that what is left of the whole tells of them. */
const SOME = ['segment', 'account', 'referralCode', 'paid', 'mostUsed', 'hour', 'weekday'] as const;
type OfSome = { readonly [Name in (typeof SOME)[number]]?: unknown };

const ofSome = (query: OfSome): Record<string, string> =>
  Object.fromEntries(SOME.filter((name) => query[name] !== undefined).map((name) => [name, OF_SOME]));

/** @throws BadRequest where some people are asked about, of whom nobody may be told */
export function refuseSome(query: OfSome): void {
  const fields = ofSome(query);
  if (Object.keys(fields).length > 0) throw new BadRequest(fields);
}

/**
 * @throws BadRequest where one user is asked about, whom a pseudonym wouldn't hide, or rows of some users beside
 *   totals of all: those less these would tell of the others.
 */
export function anonymityOf(
  ctx: ReportContext,
  query: Partial<Record<'userId' | 'search' | 'joined', string | undefined>> & OfSome,
): Anonymity {
  const fields = ofSome(query);
  for (const name of ['userId', 'search'] as const)
    if (query[name] !== undefined)
      fields[name] = 'is refused with anonymize=true: it would tell who the pseudonym stands for';
  if (query.joined !== undefined)
    fields.joined =
      'is refused with anonymize=true: totals are of everybody, and less the rows they would tell of the others';
  if (Object.keys(fields).length > 0) throw new BadRequest(fields);
  if (!ctx.keys) throw new Error('an anonymised report needs a key for its pseudonyms');
  const key = ctx.keys.pseudonyms;
  return { name: (userId) => pseudonym(key, userId), salt: pseudonym(key, '\u0000order') };
}

/**
 * What rows are ordered by: what was asked for, and activities where the default is hidden.
 *
 * @throws BadRequest for a number that no row tells: the order would
 */
export function shownSort(hidden: Hidden, sortBy: string): string {
  const isHidden = (name: string) => hidden.has(NUMBER.row(name)) || hidden.has(NUMBER.counter(name));
  if (sortBy === 'totalActivity') return isHidden(sortBy) ? 'activities' : sortBy;
  if (isHidden(sortBy === 'lastActivityAt' ? 'activities' : sortBy))
    throw new BadRequest({
      sortBy: `takes what rows show, and ${sortBy} is null here: it, or a number that it would give away, is of fewer than five users. Sort by another, or take a longer range`,
    });
  return sortBy;
}

/** By user number: what rows are ordered by, instants to the day. */
export function shownScores(scores: Float64Array, sortBy: string, { timezone }: Range): Float64Array {
  if (sortBy !== 'lastActivityAt' && sortBy !== 'lastSeenAt') return scores;
  let [start, end] = [Number.POSITIVE_INFINITY, 0];
  for (const at of scores) {
    if (at > 0) start = Math.min(start, at);
    end = Math.max(end, at + 1);
  }
  if (start > end) return scores;
  const { starts } = calendarOf({ start, end }, timezone);
  return scores.map((last) => {
    if (last === 0) return 0;
    let day = Math.floor((last - starts[0]!) / DAY);
    // Days aren't all of one length.
    while (starts[day]! > last) day--;
    while (starts[day + 1]! <= last) day++;
    return day + 1;
  });
}

/** Whether rows are told of: how many they are would tell of a few. */
export const tellsRows = (hidden: Hidden, people: People, listed: Int32Array): boolean =>
  !isFew(listed.length) && !isFew(people.active) && !hidden.has(NUMBER.row('activities'));

/** A row without who it is of, what is hidden, and the time of day. */
export function anonymousRow(row: TopUser, anonymity: Anonymity, hidden: Hidden, zone: string): TopUser {
  const shown = Object.entries(row).map(([name, n]) => [name, hidden.has(NUMBER.row(name)) ? null : n]);
  const features = Object.entries(row.byFeature).filter(([name]) => !hidden.has(NUMBER.rowFeature(name)));
  return {
    ...(Object.fromEntries(shown) as TopUser),
    userId: anonymity.name(row.userId),
    email: null,
    name: null,
    avatarUrl: null,
    lastActivityAt: row.lastActivityAt && dayOf(Date.parse(row.lastActivityAt), zone),
    lastSeenAt: row.lastSeenAt && dayOf(Date.parse(row.lastSeenAt), zone),
    byFeature: Object.fromEntries(features),
  };
}
