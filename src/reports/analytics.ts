import { countingOf, sumTerms } from '../catalogue/index.ts';
import type { Analytics, AnalyticsQuery, SeriesPoint } from '../contract/index.ts';
import { METRICS, type MetricName } from '../contract/index.ts';
import { together } from '../db/together.ts';
import type { DistinctAnswer, DistinctQuestion } from '../store/questions/distinct.ts';
import type { TotalsAnswer, TotalsQuestion } from '../store/questions/totals.ts';
import type { ReportContext } from './context.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { type Money, moneyIn, newUsers, type UserCounts, usersAt } from './platform/platform.ts';
import { wholeBuckets } from './range/buckets.ts';
import type { Span } from './range/local-time.ts';
import type { Range } from './range/period.ts';
import { both } from './read/both.ts';
import { at, read } from './read/reader.ts';
import { resolveScope } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { change } from './totals/change.ts';
import { exactOf } from './totals/exact.ts';
import { lifetimeAt, spansOf } from './totals/lifetime.ts';
import { bump } from './totals/tally.ts';

/**
 * GET /analytics: the platform's metrics with trends and a series.
 *
 * @throws BadRequest for a range that can't be served.
 */
export function run(ctx: ReportContext, query: AnalyticsQuery): Promise<Analytics> {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const whole = await rangeOf(r, query, scope, ['activity', 'accounts', 'payments']);
    const v = await look(r, scope, spansOf(whole), { asked: query, counts: 'activities' });
    const range = await withSeries(v, await v.comparable(whole));
    const { comparison } = range;
    const ends = [range.end, ...(comparison ? [comparison.end] : [])];
    const sets = [
      { span: range, buckets: range.buckets },
      ...(comparison
        ? [{ span: comparison, buckets: wholeBuckets(comparison, range.comparisonBuckets) }]
        : []),
    ];
    const buckets = sets.map((set) => set.buckets);
    const [[lifetimes, done], [users, ...facts]] = await both(
      (async () => [await lifetimeAt(ctx.catalogue, v, ends), await doneIn(v, sets)] as const)(),
      together<[UserCounts, number[][], Money[][]]>(r.client, [
        usersAt(r, ends, scope),
        newUsers(r, buckets, scope),
        moneyIn(r, buckets, scope),
      ]),
    );
    const [current, before = null] = partsOf(ctx, sets, done, ...facts) as [Part, Part?];

    const metrics = (part: Part, i: number): Record<MetricName, number> => ({
      ...part.metrics,
      totalUsers: users.totals[i]!,
      totalSessions: lifetimes[i]!.sessions,
      totalMediaItems: lifetimes[i]!.media,
    });
    const now = metrics(current, 0);
    const then = before && metrics(before, 1);
    const others = otherCurrencies(current.money, ctx.currency);
    const exact = exactOf(sumsIn(current, before, others));
    return {
      ...now,
      currency: ctx.currency,
      otherCurrencies: others.map(([currency, amount]) => ({ currency, amount: Number(amount) })),
      trends:
        then &&
        (Object.fromEntries(
          METRICS.map((name) => [name, change(now[name], then[name])]),
        ) as Analytics['trends']),
      series: current.series,
      comparisonSeries: before ? before.series.slice(0, range.comparisonBuckets.length) : [],
      ...(exact && { exact }),
      meta: metaOf(ctx, range, {
        filters: scope.echo,
        ...readOf(v),
        unidentifiedUsers: users.unidentified,
      }),
    };
  });
}

/** A range, without the comparison's points where they can't be told. */
async function withSeries(v: Seen, range: Range): Promise<Range> {
  const { comparison, comparisonBuckets: buckets } = range;
  const told =
    comparison &&
    (await v.unlessRemoved('comparisonSeries', async () => {
      await v.check(comparison, { buckets });
      return true;
    }));
  return told ? range : { ...range, comparisonBuckets: [] };
}

interface Part {
  readonly metrics: Omit<Record<MetricName, number>, 'totalUsers' | 'totalSessions' | 'totalMediaItems'>;
  readonly series: SeriesPoint[];
  readonly money: readonly Money[];
  readonly paid: { readonly revenue: bigint; readonly subscriptionRevenue: bigint };
  /** Revenue of each point. */
  readonly byBucket: readonly bigint[];
}

/** The sums of a point. */
const COUNTED = ['sessions', 'captionGenerations', 'compositions', 'mediaUploads'] as const;

type Told = readonly [action: string, letsInternal: boolean];

interface PartAsked {
  readonly span: Span;
  readonly buckets: readonly Span[];
}

/** What was done in each span, by bucket and action, and by how many. */
interface Done {
  readonly actions: readonly Told[];
  readonly sums: readonly TotalsAnswer[];
  readonly active: readonly DistinctAnswer[];
}

async function doneIn(v: Seen, asked: readonly PartAsked[]): Promise<Done> {
  const { scope } = v;
  // By action, and by whether internal accounts count: kinds are many more, and there may be thousands of buckets.
  const { groups, keys } = v.groups((kind) =>
    JSON.stringify([kind.action, scope.countsInternal(kind)] satisfies Told),
  );
  const size = keys.length;
  const answers = await v.walk([
    ...asked.map((each): TotalsQuestion => ({ sink: 'totals', ...each, places: null, groups, size })),
    ...asked.map(
      (each): DistinctQuestion => ({
        sink: 'distinct',
        ...each,
        places: null,
        internal: scope.internalPeople ? v.ofInternal : null,
        passes: null,
      }),
    ),
  ]);
  return {
    actions: keys.map((key) => JSON.parse(key) as Told),
    sums: answers.slice(0, asked.length) as TotalsAnswer[],
    active: answers.slice(asked.length) as DistinctAnswer[],
  };
}

/** Each span: every metric that is a sum over its buckets, and the distinct users. */
function partsOf(
  { catalogue, currency }: ReportContext,
  asked: readonly PartAsked[],
  { actions, sums, active }: Done,
  joined: readonly number[][],
  money: readonly Money[][],
): Part[] {
  const { metrics } = countingOf(catalogue);
  return asked.map(({ buckets }, i) => {
    const points = buckets.map(emptyPoint);
    const { all, internal } = sums[i]!;
    points.forEach((point, k) => {
      const counts = new Map<string, number>();
      actions.forEach(([action, letsInternal], g) => {
        const cell = k * actions.length + g;
        const n = all[cell]! - (letsInternal ? 0 : internal[cell]!);
        point.activities += n;
        bump(counts, action, n);
      });
      const counted = (name: (typeof COUNTED)[number]) =>
        sumTerms(metrics[name], (action) => counts.get(action) ?? 0);
      point.sessions = counted('sessions');
      point.captionGenerations = counted('captionGenerations');
      point.babecockCreations = counted('compositions');
      point.mediaUploads = counted('mediaUploads');
      point.newUsers = joined[i]![k]!;
      point.activeUsers = active[i]!.counts[k]!;
    });
    return partOf(points, money[i]!, active[i]!.total, currency);
  });
}

const emptyPoint = (bucket: Span): SeriesPoint => ({
  start: at(bucket.start),
  end: at(bucket.end),
  activities: 0,
  activeUsers: null,
  newUsers: 0,
  sessions: 0,
  captionGenerations: 0,
  babecockCreations: 0,
  mediaUploads: 0,
  revenue: 0,
});

/** Sums of a series, to which its revenue is added here. */
function partOf(points: SeriesPoint[], money: readonly Money[], active: number, reporting: string): Part {
  const paid = { purchase: 0n, subscription: 0n };
  const byBucket = points.map(() => 0n);
  for (const { bucket, kind, currency, amount } of money) {
    if (currency !== reporting) continue;
    paid[kind === 'purchase' ? 'purchase' : 'subscription'] += amount;
    if (kind === 'purchase') byBucket[bucket]! += amount;
  }
  points.forEach((point, i) => {
    point.revenue = Number(byBucket[i]);
  });
  const sum = (name: 'newUsers' | 'captionGenerations' | 'babecockCreations' | 'mediaUploads') =>
    points.reduce((total, point) => total + point[name], 0);
  return {
    series: points,
    money,
    byBucket,
    paid: { revenue: paid.purchase, subscriptionRevenue: paid.subscription },
    metrics: {
      newUsers: sum('newUsers'),
      activeUsers: active,
      revenue: Number(paid.purchase),
      subscriptionRevenue: Number(paid.subscription),
      captionGenerations: sum('captionGenerations'),
      babecockCreations: sum('babecockCreations'),
      mediaUploads: sum('mediaUploads'),
    },
  };
}

/** Purchases in other currencies than the reporting one, by currency. */
function otherCurrencies(money: readonly Money[], currency: string): [string, bigint][] {
  const amounts = new Map<string, bigint>();
  for (const item of money)
    if (item.kind === 'purchase' && item.currency !== currency)
      amounts.set(item.currency, (amounts.get(item.currency) ?? 0n) + item.amount);
  return [...amounts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Every sum of money of the answer, by its path in it. */
function* sumsIn(current: Part, before: Part | null, others: readonly [string, bigint][]) {
  for (const name of ['revenue', 'subscriptionRevenue'] as const) {
    yield [name, current.paid[name]] as const;
    if (!before) continue;
    yield [`trends.${name}.current`, current.paid[name]] as const;
    yield [`trends.${name}.previous`, before.paid[name]] as const;
    yield [`trends.${name}.change`, current.paid[name] - before.paid[name]] as const;
  }
  for (const [i, [, amount]] of others.entries()) yield [`otherCurrencies.${i}.amount`, amount] as const;
  for (const [i, sum] of current.byBucket.entries()) yield [`series.${i}.revenue`, sum] as const;
  for (const [i, sum] of before?.byBucket.entries() ?? [])
    yield [`comparisonSeries.${i}.revenue`, sum] as const;
}
