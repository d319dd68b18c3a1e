import { type CatalogueInput, staffFeatures } from '../../catalogue/index.ts';
import {
  besideNames,
  type Meta,
  personFilterOf,
  type TopUser,
  type UsageQuery,
  type UserRow,
} from '../../contract/index.ts';
import type { Hidden } from '../anonymous/hidden.ts';
import { NUMBER } from '../anonymous/numbers.ts';
import { type Anonymity, anonymousRow, shownScores, shownSort, tellsRows } from '../anonymous/users.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { missingWhile } from '../read/removed.ts';
import type { Seen } from '../read/seen.ts';
import type { UsageOfSpan } from '../totals/usage-totals.ts';
import { activeOf, inactiveAmong } from './listed.ts';
import type { People } from './people.ts';
import { type RankedUser, rankPage } from './rank.ts';
import { rankedPeople } from './ranked.ts';
import { plainRow, userRows } from './user-rows.ts';

const TOP = 5;

export interface UserPage {
  readonly users: UserRow[];
  readonly topUsers: TopUser[];
  /** Users with at least one activity in the range. */
  readonly active: number;
  /** What the page is ordered by. */
  readonly sortBy: string;
  /** How many rows there are in all, and what is in none of them, beside the activities of the report. */
  countsBeside(usage: UsageOfSpan): Pick<Meta, 'totalRows' | 'inactiveRows' | 'notInRows'>;
}

/** A page of the users that a report lists, and the five who did most. */
export async function userPage(
  r: ReportReader,
  v: Seen,
  range: Range,
  query: UsageQuery,
  anonymous: { readonly anonymity: Anonymity; readonly hidden: Hidden } | null,
): Promise<UserPage> {
  const hidden = anonymous?.hidden;
  const sortBy = hidden ? shownSort(hidden, query.sortBy) : query.sortBy;
  const ranked = await rankedPeople(r, v, range, { ...query, sortBy }, ['totalActivity']);
  const { people, scores, beside } = ranked;
  const told = !hidden || tellsRows(hidden, people, ranked.listed);
  const listed = told ? ranked.listed : new Int32Array(0);
  const salt = anonymous?.anonymity.salt;
  const page = await rankPage(r, {
    scores: hidden ? shownScores(scores, sortBy, range) : scores,
    listed,
    order: query.sortOrder,
    offset: (query.page - 1) * query.pageSize,
    limit: query.pageSize,
    salt,
  });
  const tellsTop = told && !hidden?.has(NUMBER.row('totalActivity'));
  const top = beginsWithTop(query, sortBy)
    ? page.slice(0, TOP).filter(({ no }) => people.activities[no]! > 0)
    : await topOf(r, people, tellsTop ? activeOf(people) : new Int32Array(0), salt);
  const both = [...new Map<string, RankedUser>([...page, ...top].map((p) => [p.id, p])).values()];
  const plain = await userRows(r, v, range, both);
  if (r.ctx.away) v.missing.lastSeenAt = missingWhile('lastSeenAt', r.ctx.away);
  const rows = anonymous
    ? plain.map((row) => anonymousRow(row, anonymous.anonymity, anonymous.hidden, range.timezone))
    : plain;
  const names = besideNames(personFilterOf(r.ctx.catalogue, query.people), query);
  const besideOf = (no: number) => Object.fromEntries(names.map((name) => [name, beside.get(name)![no]!]));
  const rowOf = new Map(both.map(({ id }, i) => [id, rows[i]!]));
  return {
    users: page.map(({ id, no }) => ({ ...plainRow(rowOf.get(id)!), ...besideOf(no) })),
    topUsers: top.map(({ id }) => rowOf.get(id)!),
    active: people.active,
    sortBy,
    countsBeside: (usage) => ({
      totalRows: told ? listed.length : null,
      ...(!anonymous && {
        inactiveRows: inactiveAmong(people, listed),
        ...notInRows(r.ctx.catalogue, v, usage, people, listed),
      }),
    }),
  };
}

/** The first page by the default order begins with those who did most, unless some are filtered out. */
const beginsWithTop = ({ sortAs, sortOrder, people, page, pageSize }: UsageQuery, sortBy: string): boolean =>
  sortBy === 'totalActivity' &&
  sortAs === 'now' &&
  sortOrder === 'desc' &&
  !people &&
  page === 1 &&
  pageSize >= TOP;

const topOf = (
  r: ReportReader,
  people: People,
  listed: Int32Array,
  salt: string | undefined,
): Promise<RankedUser[]> =>
  rankPage(r, {
    scores: people.scores.get('totalActivity')!,
    listed,
    order: 'desc',
    offset: 0,
    limit: TOP,
    salt,
  });

/** By how much the rows of a list of people add up to less than the activities beside it, and why. */
function notInRows(
  c: CatalogueInput,
  v: Seen,
  usage: UsageOfSpan,
  people: People,
  listed: Int32Array,
): Pick<Meta, 'notInRows'> {
  const ofPeople = people.activities.reduce((sum, n) => sum + n, 0);
  const inRows = listed.reduce((sum, no) => sum + people.activities[no]!, 0);
  const internal = v.scope.internalPeople ? 0 : usage.internal;
  const staff = staffFeatures(c).map((feature) => `“${c.features[feature]!.label}”`);
  const reasons = [
    [internal, `of internal accounts: their work in ${staff.join(', ')} counts, but they aren't listed`],
    [usage.activities - internal - ofPeople, 'of erased users, of whom totals are kept'],
    [ofPeople - inRows, 'of people whom this list leaves out'],
  ] as const;
  const told = reasons.filter(([n]) => n > 0);
  if (told.length === 0) return {};
  const reason = told.map(([n, text]) => `${n.toLocaleString('en')} ${text}`).join('; ');
  return { notInRows: { activities: usage.activities - inRows, reason } };
}
