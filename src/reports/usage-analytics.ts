import type { CatalogueInput } from '../catalogue/index.ts';
import { type UsageAnalytics, type UsageQuery, UserRow } from '../contract/index.ts';
import { anonymousGroups } from './anonymous/groups.ts';
import { type Hidden, hiddenIn } from './anonymous/hidden.ts';
import { NUMBER } from './anonymous/numbers.ts';
import { anonymousSummary } from './anonymous/summary.ts';
import { anonymityOf, anonymousRow, shownScores, shownSort, tellsRows } from './anonymous/users.ts';
import type { Counted } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { type Groups, groupsOf } from './groups/groups.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { notInRows } from './people/not-in-rows.ts';
import { activeIn, activeOf, inactiveAmong, listedUsers, peopleOf } from './people/people.ts';
import { type Profile, rankPage } from './people/rank.ts';
import { plainRow, userRows } from './people/user-rows.ts';
import type { Range } from './range/period.ts';
import { pickColumns } from './read/columns.ts';
import { at, type Reader, read } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { spansOf } from './totals/lifetime.ts';
import { summaryOf } from './totals/summary.ts';
import { usageOf } from './totals/usage-totals.ts';

const TOP = 5;

/**
 * GET /usage-analytics: a page of users, the top five, totals, features, and groups where asked.
 *
 * @throws BadRequest for a range that can not be served.
 */
export async function run(ctx: ReportContext, asked: UsageQuery): Promise<UsageAnalytics> {
  const anonymity = asked.anonymize ? anonymityOf(ctx, asked) : null;
  // What is compared would need its own share hidden: an anonymised report is of one range.
  const query: UsageQuery = anonymity ? { ...asked, compare: 'none' } : asked;
  const columns = asked.columns && pickColumns(rowColumns(ctx.catalogue), asked.columns);
  const picked = (row: UserRow) =>
    columns ? (Object.fromEntries(columns.map(({ name }) => [name, row[name]!])) as UserRow) : row;
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const whole = await rangeOf(r, query, scope, usageCounts(query));
    const v = await look(r, scope, spansOf(whole), { asked: query });
    const range = await v.comparable(whole);
    const { comparison } = range;
    const hidden = anonymity && (await hiddenIn(r, v, range, query.groupBy));
    const sortBy = hidden ? shownSort(hidden, query.sortBy) : query.sortBy;
    const people = await peopleOf(r, v, range, [...new Set(['totalActivity', sortBy])]);
    const before = comparison ? await activeIn(v, comparison) : null;

    const everybody = await listedUsers(r, range, scope, people, query);
    const told = hidden === null || tellsRows(hidden, people, everybody);
    const listed = told ? everybody : new Int32Array(0);
    const scores = people.scores.get(sortBy)!;
    const pageSize = query.pageSize;
    const page = query.page;
    const order = query.sortOrder;
    const profiles = await rankPage(r, {
      scores: hidden ? shownScores(scores, sortBy, range) : scores,
      listed,
      order,
      offset: (page - 1) * pageSize,
      limit: pageSize,
      salt: anonymity?.salt,
    });
    const ranked = told && !hidden?.has(NUMBER.row('totalActivity'));
    // The first page by the default order begins with them.
    const first = sortBy === 'totalActivity' && order === 'desc' && page === 1 && pageSize >= TOP;
    const top = first
      ? profiles.slice(0, TOP).filter(({ no }) => people.activities[no]! > 0)
      : await rankPage(r, {
          scores: people.scores.get('totalActivity')!,
          listed: ranked ? activeOf(people) : new Int32Array(0),
          order: 'desc',
          offset: 0,
          limit: TOP,
          salt: anonymity?.salt,
        });
    const both = [...new Map<string, Profile>([...profiles, ...top].map((p) => [p.id, p])).values()];
    const rows = await userRows(r, v, range, both);
    const rowOf = new Map(rows.map((row) => [row.userId, row]));

    const usage = await usageOf(ctx.catalogue, v, [range, ...(comparison ? [comparison] : [])]);
    const active = [people.active, before] as const;
    const plain = await summaryOf(r, v, { span: range, comparison, usage, active });
    const { summary, features } = hidden ? anonymousSummary(hidden, plain) : plain;
    const groups = await groupsFor(r, v, range, query, hidden);
    const row = (p: Profile) => {
      const plain = rowOf.get(p.id)!;
      return anonymity && hidden ? anonymousRow(plain, anonymity, hidden, range.timezone) : plain;
    };
    // Rows of single users tell who was there on which day: too much beside groups of a few.
    const alone = hidden !== null && groups !== null;
    return {
      users: alone ? [] : profiles.map((p) => picked(plainRow(row(p)))),
      topUsers: alone ? [] : top.map(row),
      summary,
      features,
      ...(groups && { groups: groups.groups, totalGroups: groups.total }),
      ...(groups?.series && {
        groupSeries: groups.series,
        groupBuckets: range.buckets.map(({ start, end }) => ({ start: at(start), end: at(end) })),
      }),
      meta: metaOf(ctx, range, {
        filters: {
          ...scope.echo,
          sortBy,
          sortOrder: order,
          ...(query.include && { include: query.include }),
          ...(query.joined && { joined: query.joined }),
          ...(anonymity && { anonymize: 'true' }),
        },
        ...readOf(v),
        totalRows: told ? listed.length : null,
        ...(!anonymity && {
          inactiveRows: inactiveAmong(people, listed),
          ...notInRows(ctx.catalogue, v, usage[0]!, people, listed),
        }),
        page,
        pageSize,
      }),
    };
  });
}

/** What a report of usage counts: accounts only where it lists them. */
export const usageCounts = (query: Pick<UsageQuery, 'joined'>): Counted[] => [
  'activity',
  'signals',
  ...(query.joined ? ['accounts' as const] : []),
];

/** The groups of a report, or all of them for a file. */
export async function groupsFor(
  r: Reader,
  v: Seen,
  range: Range,
  query: UsageQuery,
  hidden: Hidden | null,
  all = false,
): Promise<Groups | null> {
  const { groupBy: by, groupPage, groupPageSize } = query;
  if (!by) return null;
  const limit = all ? Number.POSITIVE_INFINITY : groupPageSize;
  const offset = all ? 0 : (groupPage - 1) * groupPageSize;
  if (!hidden) return groupsOf(r, v, { range, by, offset, limit });
  const groups = anonymousGroups(r, hidden, by);
  return { groups: groups.slice(offset, offset + limit), total: groups.length, series: undefined };
}

/** What a user's row tells, by name. */
const rowColumns = (c: CatalogueInput) =>
  [...Object.keys(UserRow.shape), ...Object.keys(c.counters)].map((name) => ({ name }));
