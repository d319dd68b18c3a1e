import type { CatalogueInput } from '../catalogue/index.ts';
import { type UsageAnalytics, type UsageQuery, UserRow } from '../contract/index.ts';
import { anonymousGroups } from './anonymous/groups.ts';
import { type Hidden, hiddenIn } from './anonymous/hidden.ts';
import { anonymousSummary } from './anonymous/summary.ts';
import { anonymityOf } from './anonymous/users.ts';
import type { Counted } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { type Groups, groupsOf } from './groups/groups.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { activeIn } from './people/people.ts';
import { userPage } from './people/user-page.ts';
import type { Range } from './range/period.ts';
import { pickColumns } from './read/columns.ts';
import { at, type ReportReader, read } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { spansOf } from './totals/lifetime.ts';
import { summaryOf } from './totals/summary.ts';
import { usageOf } from './totals/usage-totals.ts';

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
    const v = await look(r, scope, spansOf(whole), { asked: query, breakdowns: query.groupBy ?? [] });
    const range = await v.comparable(whole);
    const { comparison } = range;
    const hidden = anonymity && (await hiddenIn(r, v, range, query.groupBy));
    const listed = await userPage(r, v, range, query, anonymity && hidden && { anonymity, hidden });
    const before = comparison ? await activeIn(v, comparison) : null;
    const usage = await usageOf(ctx.catalogue, v, [range, ...(comparison ? [comparison] : [])]);
    const active = [listed.active, before] as const;
    const plain = await summaryOf(r, v, { span: range, comparison, usage, active });
    const { summary, features } = hidden ? anonymousSummary(hidden, plain) : plain;
    const groups = await groupsFor(r, v, range, query, hidden);
    // Rows of single users tell who was there on which day: too much beside groups of a few.
    const alone = hidden !== null && groups !== null;
    return {
      users: alone ? [] : listed.users.map(picked),
      topUsers: alone ? [] : listed.topUsers,
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
          sortBy: listed.sortBy,
          sortOrder: query.sortOrder,
          ...(query.include && { include: query.include }),
          ...(query.joined && { joined: query.joined }),
          ...(anonymity && { anonymize: 'true' }),
        },
        ...readOf(v),
        ...(groups?.fromLog && { source: 'log' as const }),
        ...listed.countsBeside(usage[0]!),
        page: query.page,
        pageSize: query.pageSize,
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
  r: ReportReader,
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
  if (!hidden) return groupsOf(r, v, { range, by, offset, limit, asked: query });
  const groups = anonymousGroups(r, hidden, by);
  return {
    groups: groups.slice(offset, offset + limit),
    total: groups.length,
    series: undefined,
    fromLog: false,
  };
}

/** What a user's row tells, by name. */
const rowColumns = (c: CatalogueInput) =>
  [...Object.keys(UserRow.shape), ...Object.keys(c.counters)].map((name) => ({ name }));
