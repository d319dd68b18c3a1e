import type { CatalogueInput } from '../catalogue/index.ts';
import {
  besideNames,
  bracketed,
  comparedBy,
  personFilterOf,
  type UsageAnalytics,
  type UsagePart,
  type UsageQuery,
  UserRow,
} from '../contract/index.ts';
import { anonymousGroups } from './anonymous/groups.ts';
import { type Hidden, hiddenIn } from './anonymous/hidden.ts';
import { anonymousSummary } from './anonymous/summary.ts';
import { anonymityOf } from './anonymous/users.ts';
import type { Counted } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { type Groups, groupsOf } from './groups/groups.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { refuseFilter } from './people/refuse-filter.ts';
import { userPage } from './people/user-page.ts';
import { type Range, uncompared } from './range/period.ts';
import { pickColumns } from './read/columns.ts';
import { at, type ReportReader, read } from './read/reader.ts';
import type { AskedOf } from './read/removed.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { comparedOf, spansOf } from './totals/lifetime.ts';
import { totalsOf } from './totals/summary.ts';
import { usageOf } from './totals/usage-totals.ts';

/**
 * GET /usage-analytics: a page of users, the top five, totals, features, and groups where asked. `parts` says
 * which of them; nothing else is worked out.
 *
 * @throws BadRequest for a range that can't be served.
 */
export async function run(ctx: ReportContext, asked: UsageQuery): Promise<UsageAnalytics<never>> {
  refuseFilter(asked);
  const anonymity = asked.anonymize ? anonymityOf(ctx, asked) : null;
  const wants = (...parts: UsagePart[]) => parts.some((part) => asked.parts.includes(part));
  const summed = wants('summary', 'features');
  const beside = comparedBy(personFilterOf(ctx.catalogue, asked.people), asked).length > 0;
  // What is compared would need its own share hidden: an anonymised report is of one range. Users alone are only
  // compared where a condition or their order asks for it.
  const query: UsageQuery =
    anonymity || !(beside || wants('summary', 'features', 'groups')) ? uncompared(asked) : asked;
  const columns = asked.columns && pickColumns(rowColumns(ctx.catalogue, asked), asked.columns);
  const picked = (row: UserRow) =>
    columns ? (Object.fromEntries(columns.map(({ name }) => [name, row[name]!])) as UserRow) : row;
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const whole = await rangeOf(r, query, scope, usageCounts(query));
    // What is hidden is the same whichever parts are asked for.
    const spans = summed || anonymity ? spansOf(whole) : comparedOf(whole);
    const v = await look(r, scope, spans, {
      asked: query,
      breakdowns: (anonymity || wants('groups') ? query.groupBy : null) ?? [],
    });
    const range = await v.comparable(whole);
    const hidden = anonymity && (await hiddenIn(r, v, range, query.groupBy));
    const listed = wants('users', 'topUsers')
      ? await userPage(r, v, range, query, anonymity && hidden && { anonymity, hidden })
      : null;
    // Beside rows it tells what is in none of them.
    const usage =
      summed || listed ? await usageOf(ctx.catalogue, v, summed ? comparedOf(range) : [range]) : [];
    const plain = summed ? await totalsOf(r, v, range, usage, listed?.active) : null;
    const { summary, features } = (hidden && plain ? anonymousSummary(hidden, plain) : plain) ?? {};
    const groups = wants('groups') ? await groupsFor(r, v, range, query, hidden) : null;
    // Rows of single users tell who was there on which day: too much beside groups of a few.
    const alone = hidden !== null && query.groupBy !== undefined;
    return {
      ...(listed && wants('users') && { users: alone ? [] : listed.users.map(picked) }),
      ...(listed && wants('topUsers') && { topUsers: alone ? [] : listed.topUsers }),
      ...(wants('summary') && { summary }),
      ...(wants('features') && { features }),
      ...toldGroups(groups, range),
      meta: metaOf(ctx, range, {
        filters: {
          ...scope.echo,
          ...(listed && { sortBy: listed.sortBy, sortOrder: query.sortOrder }),
          ...(query.sortAs !== 'now' && { sortAs: query.sortAs }),
          ...Object.fromEntries(
            Object.entries(query.people ?? {}).map(([name, text]) => [bracketed('people', name), text]),
          ),
          ...(query.include && { include: query.include }),
          ...(query.joined && { joined: query.joined }),
          ...(anonymity && { anonymize: 'true' }),
        },
        ...readOf(v),
        ...(groups?.fromLog && { source: 'log' as const }),
        ...(listed && {
          ...listed.countsBeside(usage[0]!),
          page: query.page,
          pageSize: query.pageSize,
        }),
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

type GroupsQuery = Pick<UsageQuery, 'groupBy' | 'groupPage' | 'groupPageSize'> & AskedOf;

/** The groups of a report, or all of them for a file. */
export async function groupsFor(
  r: ReportReader,
  v: Seen,
  range: Range,
  query: GroupsQuery,
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

/** Groups as an answer has them. */
export const toldGroups = (groups: Groups | null, { buckets }: Range) => ({
  ...(groups && { groups: groups.groups, totalGroups: groups.total }),
  ...(groups?.series && {
    groupSeries: groups.series,
    groupBuckets: buckets.map(({ start, end }) => ({ start: at(start), end: at(end) })),
  }),
});

/** What a user's row tells, by name. */
const rowColumns = (c: CatalogueInput, asked: UsageQuery) =>
  [
    ...Object.keys(UserRow.shape),
    ...Object.keys(c.counters),
    ...besideNames(personFilterOf(c, asked.people), asked),
  ].map((name) => ({
    name,
  }));
