import type { UsageAnalytics, UsageQuery } from '../contract/index.ts';
import type { ReportContext } from './context.ts';
import { groupsOf } from './groups.ts';
import { lastActivities } from './last-activity.ts';
import type { Span } from './local-time.ts';
import { metaOf, rangeOf } from './meta.ts';
import { joinedBefore, type People, peopleOf } from './people.ts';
import { planReport } from './plan.ts';
import { type Profile, rankPage } from './rank.ts';
import { type Reader, read } from './reader.ts';
import { resolveScope, type Scope, type ScopeQuery } from './scope.ts';
import { summaryOf, unfilledCounters } from './summary.ts';
import { plainRow, userRows } from './user-rows.ts';

const TOP = 5;

/**
 * GET /usage-analytics: a page of users, the top five, totals, features, and groups where asked.
 *
 * @throws BadRequest for a range that can not be served.
 */
export async function run(ctx: ReportContext, query: UsageQuery): Promise<UsageAnalytics> {
  const unfilled = await unfilledCounters(ctx);
  return read(ctx, async (r) => {
    const range = await rangeOf(r, query);
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const sortBy = query.sortBy ?? 'totalActivity';
    const asked = [...new Set(['totalActivity', ...(sortBy === 'lastActivityAt' ? [] : [sortBy])])];
    await planReport(r, [range, range.comparison], scope, asked);
    const people = await peopleOf(r, range, scope, asked);
    const before = range.comparison ? (await peopleOf(r, range.comparison, scope, [])).active : null;

    const listed = await listedUsers(r, range.end, scope, people, query.include);
    const scores =
      sortBy === 'lastActivityAt'
        ? await lastActivities(r, range, scope, people.activities.length)
        : { last: people.scores.get(sortBy)!, fromLog: people.fromLog };
    const pageSize = query.pageSize ?? 20;
    const page = query.page ?? 1;
    const order = query.sortOrder ?? 'desc';
    const profiles = await rankPage(r, {
      scores: scores.last,
      listed,
      order,
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    // The first page by the default order begins with them.
    const first = sortBy === 'totalActivity' && order === 'desc' && page === 1 && pageSize >= TOP;
    const top = first
      ? profiles.slice(0, TOP).filter(({ no }) => people.activities[no]! > 0)
      : await rankPage(r, {
          scores: people.scores.get('totalActivity')!,
          listed: activeOf(people),
          order: 'desc',
          offset: 0,
          limit: TOP,
        });
    const both = [...new Map<string, Profile>([...profiles, ...top].map((p) => [p.id, p])).values()];
    const rows = await userRows(r, { profiles: both, span: range, scope, people, unfilled });
    const rowOf = new Map(rows.map((row) => [row.userId, row]));

    const { summary, features } = await summaryOf(r, {
      span: range,
      comparison: range.comparison,
      scope,
      unfilled,
      active: [people.active, before],
    });
    const groups = query.groupBy
      ? await groupsOf(r, range as Span, range.timezone, scope, query.groupBy)
      : null;
    const fromLog = scope.fromLog || scores.fromLog || groups?.fromLog;
    return {
      users: profiles.map((p) => plainRow(rowOf.get(p.id)!)),
      topUsers: top.map((p) => rowOf.get(p.id)!),
      summary,
      features,
      ...(groups && { groups: groups.groups, totalGroups: groups.total }),
      meta: metaOf(ctx, range, {
        filters: {
          ...scope.echo,
          sortBy,
          sortOrder: order,
          ...(query.include && { include: query.include }),
        },
        source: fromLog ? 'log' : 'rollup',
        totalRows: listed.length,
        page,
        pageSize,
      }),
    };
  });
}

async function listedUsers(
  r: Reader,
  end: number,
  scope: Scope,
  people: People,
  include: 'inactive' | undefined,
): Promise<Int32Array> {
  const active = activeOf(people);
  if (include !== 'inactive') return active;
  const all = new Set([...active, ...(await joinedBefore(r, end, scope))]);
  return Int32Array.from(all);
}

/** Users with at least one activity in the range, by number. */
function activeOf(people: People): Int32Array {
  const found = new Int32Array(people.active);
  let length = 0;
  for (let no = 0; no < people.activities.length; no++) if (people.activities[no]! > 0) found[length++] = no;
  return found;
}
