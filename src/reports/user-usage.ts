import { type CatalogueInput, own, snake } from '../catalogue/index.ts';
import type { Counters, UserUsage, UserUsageQuery } from '../contract/index.ts';
import { statsColumns } from '../db/columns.ts';
import { sql } from '../db/sql.ts';
import type { Kind } from '../store/kinds.ts';
import type { ReportContext } from './context.ts';
import { NotFound } from './errors.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { namedIn } from './people/named.ts';
import { timeline } from './people/timeline.ts';
import { byFeatureOf } from './people/user-rows.ts';
import { calendarOf, daysIn, livedIn } from './range/calendar.ts';
import type { Span } from './range/local-time.ts';
import type { Range } from './range/period.ts';
import { both } from './read/both.ts';
import { type ReportReader, read } from './read/reader.ts';
import { Removed } from './read/removed.ts';
import { resolveScope } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import {
  addActivities,
  addSignals,
  bump,
  countersOf,
  newTally,
  totalActivityOf,
  type UsageTally,
} from './totals/tally.ts';
import { usageCounts } from './usage-analytics.ts';

/**
 * GET /users/:userId/usage: lifetime counters, those of the range where one is given, days, features and
 * a page of the timeline. Without a range, days and features are those of the last 365 days.
 *
 * @throws NotFound for a user that nothing is known of.
 * @throws BadRequest for a range that can't be served, a foreign cursor, an unknown action or feature.
 */
export async function run(
  ctx: ReportContext,
  query: UserUsageQuery & { userId: string },
): Promise<UserUsage> {
  return read(ctx, async (r) => {
    const user = await userOf(r, query.userId);
    const given = query.period !== undefined || query.startDate !== undefined || query.endDate !== undefined;
    // Whoever asks for one account asks for all of it, internal or not.
    const scope = await resolveScope(r, { userId: query.userId, excludeInternal: false });
    const asked = given ? query : { ...query, period: '365days' };
    const whole = await rangeOf(r, asked, scope, usageCounts({}));
    const v = await look(r, scope, [whole], { asked: query });
    const range = given ? whole : await fromWhereTold(v, whole);
    const listed = {
      userId: query.userId,
      span: given ? range : null,
      action: query.action,
      feature: query.feature,
      cursor: query.cursor,
      limit: query.pageSize,
    };
    const [usage, [unfilled, page]] = await both(
      usageIn(r, v, range),
      (async () => [await unfilledCounters(r), await timeline(r, listed)] as const)(),
    );
    const counters = countersOf(ctx.catalogue, usage.tally, v.untoldCounters(range));
    await noteRemoved(r, v, query, given ? range : null, user.stats.first_activity_at);
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
      ...(await namedIn(r, page.recentActivity)),
      meta: metaOf(
        ctx,
        { ...range, comparison: null },
        {
          filters: { ...(action && { action }), ...(feature && { feature }) },
          ...readOf(v),
          pageSize: query.pageSize,
        },
      ),
    };
  });
}

/** Days of no range that was asked for begin where they can be told. */
async function fromWhereTold(v: Seen, range: Range): Promise<Range> {
  let { start } = range;
  await v.unlessRemoved('days', () =>
    v.check(range, { buckets: daysIn(range, range.timezone) }).catch((error: unknown) => {
      if (error instanceof Removed) start = error.until;
      throw error;
    }),
  );
  return { ...range, start };
}

/** A timeline that ends where the log does says so. */
async function noteRemoved(
  r: ReportReader,
  v: Seen,
  { action, feature }: Pick<UserUsageQuery, 'action' | 'feature'>,
  span: Span | null,
  first: unknown,
): Promise<void> {
  const { actions } = r.ctx.catalogue;
  const among = (kind: Kind) =>
    kind.signal === '' &&
    (action === undefined || kind.action === action) &&
    (feature === undefined || own(actions, kind.action)?.feature === feature);
  const { logStart } = r.ctx;
  await v.unlessRemoved('recentActivity', async () => {
    if (span) await v.check(span, { needs: 'rows', among });
    else if (logStart !== undefined && first instanceof Date && first.getTime() < logStart)
      throw new Removed('period', 'rows', logStart, r.ctx.zone);
  });
}

async function userOf(r: ReportReader, id: string) {
  const rows = await r.rows<Record<string, unknown>>(
    sql`select s.*, u.id, u.email, u.name, u.avatar_url, u.role, u.internal, u.identified, u.joined_at, u.deleted_at
     from ${r.from.users} u left join ${r.ctx.db.tables.usageStats} s on s.user_id = u.id where u.id = ${id}`,
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

/** One user in a span, and on each of its days. */
async function usageIn(r: ReportReader, v: Seen, range: Range): Promise<UsageIn> {
  const c = r.ctx.catalogue;
  const lived = livedIn(range, r.ctx.now);
  const buckets = daysIn(lived, range.timezone);
  const { dates } = calendarOf(lived, range.timezone);
  const groups = Int32Array.from({ length: v.kindCount }, (_, no) => no);
  const [cells] = await v.walk([
    { sink: 'cells', span: range, places: v.places, buckets, groups, byUser: false },
  ]);
  const kinds = new Map(v.kinds.map((kind) => [kind.no, kind]));
  const tally = newTally();
  const days = new Map<number, number>();
  for (let i = 0; i < cells.length; i++) {
    const kind = kinds.get(cells.groups[i]!)!;
    const n = cells.counts[i]!;
    if (kind.signal !== '') addSignals(c, tally, kind, n, v.scope.signals);
    else {
      addActivities(c, tally, kind, n);
      bump(days, cells.buckets[i]!, n);
    }
  }
  const found = [...days].sort(([a], [b]) => a - b);
  return {
    tally,
    activities: found.reduce((sum, [, n]) => sum + n, 0),
    days: found.map(([bucket, activities]) => ({ day: dates[bucket]!, activities })),
  };
}

/** Counters whose lifetime columns wait for `rebuild`. */
async function unfilledCounters(r: ReportReader): Promise<ReadonlySet<string>> {
  const rows = await r.rows<{ name: string }>(
    sql`select column_name as name from ${r.ctx.db.tables.catalogueColumns} where table_name = 'user_usage_stats' and not filled`,
  );
  const unfilled = new Set(rows.map(({ name }) => name));
  return new Set(
    statsColumns(r.ctx.catalogue)
      .filter(({ column }) => unfilled.has(column))
      .map(({ counter }) => counter),
  );
}
