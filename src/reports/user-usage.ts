import { type CatalogueInput, snake } from '../catalogue/index.ts';
import type { Counters, UserUsage, UserUsageQuery } from '../contract/index.ts';
import { dailyColumns } from '../db/columns.ts';
import { dayOf } from '../db/days.ts';
import { bucketsOf } from './buckets.ts';
import { datesBetween } from './calendar.ts';
import type { ReportContext } from './context.ts';
import { NotFound } from './errors.ts';
import type { Span } from './local-time.ts';
import { scanLog } from './log-scan.ts';
import { metaOf, rangeOf } from './meta.ts';
import { dayParts } from './pieces.ts';
import { type Reader, read } from './reader.ts';
import { resolveScope, type Scope } from './scope.ts';
import { signalsInHours } from './signal-hours.ts';
import { unfilledCounters } from './summary.ts';
import { addValue, bump, countersOf, newTally, totalActivityOf, type UsageTally } from './tally.ts';
import { timeline } from './timeline.ts';
import { byFeatureOf } from './user-rows.ts';

/**
 * GET /users/:userId/usage: lifetime counters, those of the range where one is given, days, features and
 * a page of the timeline. Without a range, days and features are those of the last 365 days.
 *
 * @throws NotFound for a user that nothing is known of.
 * @throws BadRequest for a range that can not be served, a foreign cursor, an unknown action or feature.
 */
export async function run(
  ctx: ReportContext,
  query: UserUsageQuery & { userId: string },
): Promise<UserUsage> {
  const unfilled = await unfilledCounters(ctx);
  return read(ctx, async (r) => {
    const user = await userOf(r, query.userId);
    const given = query.period !== undefined || query.startDate !== undefined || query.endDate !== undefined;
    const range = await rangeOf(r, {
      compare: 'none',
      ...(given ? query : { period: '365days', timezone: query.timezone, interval: query.interval }),
    });
    // Whoever asks for one account asks for all of it, internal or not.
    const scope = await resolveScope(r, { userId: query.userId, excludeInternal: false });
    const usage = await usageIn(r, range, scope);
    const counters = countersOf(ctx.catalogue, usage.tally, unfilled);
    const page = await timeline(r, {
      userId: query.userId,
      span: given ? range : null,
      action: query.action,
      feature: query.feature,
      cursor: query.cursor,
      limit: query.pageSize ?? 20,
    });
    const { action, feature } = query;
    return {
      userId: query.userId,
      user: user.profile,
      usageStats: lifetimeOf(ctx.catalogue, user.stats, unfilled),
      rangeStats: given
        ? {
            ...counters,
            totalActivity: totalActivityOf(ctx.catalogue, counters),
            activities: usage.activities,
          }
        : null,
      days: usage.days,
      byFeature: byFeatureOf(r, usage.tally),
      ...page,
      meta: metaOf(
        ctx,
        { ...range, comparison: null },
        {
          filters: { ...(action && { action }), ...(feature && { feature }) },
          source: 'rollup',
          pageSize: query.pageSize ?? 20,
        },
      ),
    };
  });
}

async function userOf(r: Reader, id: string) {
  const rows = await r.rows<Record<string, unknown>>(
    `select s.*, u.id, u.email, u.name, u.avatar_url, u.role, u.internal, u.identified, u.joined_at, u.deleted_at
     from ${r.ctx.db.relations.users.sql} u left join ${r.s}.user_usage_stats s on s.user_id = u.id where u.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new NotFound('no user has this id; look one up with usage-analytics?search=');
  const profile: UserUsage['user'] = {
    userId: id,
    email: row.email as string | null,
    name: row.name as string | null,
    avatarUrl: row.avatar_url as string | null,
    role: row.role as string | null,
    internal: row.internal === true,
    identified: row.identified === true,
    createdAt: instant(row.joined_at),
    deletedAt: instant(row.deleted_at),
  };
  return { profile, stats: row };
}

const instant = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);

function lifetimeOf(c: CatalogueInput, row: Record<string, unknown>, unfilled: ReadonlySet<string>) {
  const counters: Counters = Object.fromEntries(
    Object.keys(c.counters).map((name) => [name, unfilled.has(name) ? null : Number(row[snake(name)] ?? 0)]),
  );
  return {
    ...counters,
    totalActivity: totalActivityOf(c, counters),
    firstActivityAt: instant(row.first_activity_at),
    lastActivityAt: instant(row.last_activity_at),
  };
}

interface UsageIn {
  readonly tally: UsageTally;
  readonly activities: number;
  readonly days: { day: string; activities: number }[];
}

/** One user in a span: whole days from their rows, the ends from the log. */
async function usageIn(r: Reader, span: Span, scope: Scope): Promise<UsageIn> {
  const c = r.ctx.catalogue;
  const { from, to, edges } = dayParts(span, r.ctx.zone);
  const columns = dailyColumns(c);
  const rows = await r.rows<Record<string, number | null> & { day: string }>(
    `select day, activities ${columns.map((x, i) => `, "${x.column}" as c${i}`).join('')}
     from ${r.s}.user_daily_stats where day = any($1::date[]) and user_id = any($2::text[])`,
    [datesBetween(from, to), scope.users!.ids],
  );
  const tally = newTally();
  const days = new Map<string, number>();
  for (const row of rows) {
    bump(days, row.day as string, row.activities ?? 0);
    columns.forEach(({ kind, name }, i) => {
      const n = row[`c${i}`];
      if (n) bump(kind === 'action' ? tally.actions : tally.counters, name, n);
    });
  }
  for (const edge of edges) {
    // An edge may hold the end of one day and the start of the next.
    const cuts = bucketsOf(edge, 'day', r.ctx.zone);
    for (const group of await scanLog(r, { spans: [edge], filter: scope.logFilter, buckets: cuts })) {
      bump(days, dayOf(cuts[group.bucket - 1]!.start, r.ctx.zone), group.n);
      bump(tally.actions, group.action, group.n);
      for (const [breakdown, value] of group.values)
        addValue(c, tally, group.action, breakdown, value, group.n);
    }
  }
  for (const { counter, n } of await signalsInHours(r, edges, scope)) bump(tally.counters, counter, n);
  const found = [...days].filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tally,
    activities: found.reduce((sum, [, n]) => sum + n, 0),
    days: found.map(([day, activities]) => ({ day, activities })),
  };
}
