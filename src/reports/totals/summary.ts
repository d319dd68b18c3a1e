import { countingOf, type Metric, sumTerms } from '../../catalogue/index.ts';
import type { FeatureUsage, UsageTotals } from '../../contract/index.ts';
import { activeIn } from '../people/people.ts';
import type { Span } from '../range/local-time.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import { change } from './change.ts';
import { featuresOf } from './features.ts';
import { distinctDetails, type Lifetime, lifetimeIfTold } from './lifetime.ts';
import { countersOf, totalActivityOf } from './tally.ts';
import type { UsageOfSpan } from './usage-totals.ts';

export interface Summary {
  readonly summary: UsageTotals;
  readonly features: FeatureUsage[];
}

/** Totals and features of a range, beside those of its comparison. `active`: distinct users, where they are known. */
export async function totalsOf(
  r: ReportReader,
  v: Seen,
  range: Span & { readonly comparison: Span | null },
  usage: readonly UsageOfSpan[],
  active?: number,
): Promise<Summary> {
  const { comparison } = range;
  const now = active ?? (await activeIn(v, range));
  const before = comparison ? await activeIn(v, comparison) : null;
  return summaryOf(r, v, { span: range, comparison, usage, active: [now, before] });
}

/** Totals and features of a scope, against the comparison where there is one. `usage` is of both, in this order. */
async function summaryOf(
  r: ReportReader,
  v: Seen,
  q: {
    span: Span;
    comparison: Span | null;
    usage: readonly UsageOfSpan[];
    /** Distinct users in the span and in the comparison. */
    active: readonly [number, number | null];
  },
): Promise<Summary> {
  const c = r.ctx.catalogue;
  const spans = q.comparison ? [q.span, q.comparison] : [q.span];
  const [usage, before] = q.usage as [UsageOfSpan, UsageOfSpan | undefined];
  const lifetimes = await lifetimeIfTold(
    c,
    v,
    spans.map((span) => span.end),
  );
  const untold = v.untoldCounters(q.span);
  const counters = countersOf(c, usage.tally, untold);
  const headlines = [usage, before].map((u, i) =>
    u ? headlinesOf(r, u, lifetimes[i]!, q.active[i] ?? 0, untold) : null,
  );
  const [now, then] = headlines as [Headlines, Headlines | null];
  const managed = Object.values(c.distinct ?? {})[0];
  const usersManaged = managed ? await distinctDetails(r, v, q.span, managed) : 0;
  return {
    summary: {
      ...now,
      admin: {
        actionsPerformed: metricOf(r, usage, 'actionsPerformed'),
        usersManaged,
        settingsChanged: metricOf(r, usage, 'settingsChanged'),
      },
      counters,
      trends:
        then &&
        Object.fromEntries(
          HEADLINES.map((name) => {
            const [current, previous] = [now[name], then[name]];
            return [name, current === null || previous === null ? null : change(current, previous)] as const;
          }),
        ),
    },
    features: featuresOf(c, usage.tally, before?.tally ?? null, v.scope, untold),
  };
}

const HEADLINES = [
  'totalSessions',
  'totalCaptions',
  'totalMedia',
  'activeUsers',
  'activities',
  'totalActivity',
] as const;
type Lifelong = 'totalSessions' | 'totalMedia';
type Headlines = Record<Exclude<(typeof HEADLINES)[number], Lifelong>, number> &
  Record<Lifelong, number | null>;

function headlinesOf(
  r: ReportReader,
  usage: UsageOfSpan,
  lifetime: Partial<Lifetime>,
  activeUsers: number,
  untold: ReadonlySet<string>,
): Headlines {
  const c = r.ctx.catalogue;
  return {
    totalSessions: lifetime.sessions ?? null,
    totalCaptions: metricOf(r, usage, 'allCaptions'),
    totalMedia: lifetime.media ?? null,
    activeUsers,
    activities: usage.activities,
    totalActivity: totalActivityOf(c, countersOf(c, usage.tally, untold)),
  };
}

const metricOf = (r: ReportReader, { tally }: UsageOfSpan, metric: Metric) =>
  sumTerms(countingOf(r.ctx.catalogue).metrics[metric], (action) => tally.actions.get(action) ?? 0);
