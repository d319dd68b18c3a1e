import { countingOf, type Metric, sumTerms } from '../../catalogue/index.ts';
import type { FeatureUsage, UsageTotals } from '../../contract/index.ts';
import { activeIn } from '../people/people.ts';
import type { Span } from '../range/local-time.ts';
import { both } from '../read/both.ts';
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
  usages: readonly UsageOfSpan[],
  active?: number,
): Promise<Summary> {
  const c = r.ctx.catalogue;
  const { comparison } = range;
  const [usage, before] = usages as [UsageOfSpan, UsageOfSpan | undefined];
  const managed = Object.values(c.distinct ?? {})[0];
  const ends = comparison ? [range.end, comparison.end] : [range.end];
  const people = async () => [
    active ?? (await activeIn(v, range)),
    comparison ? await activeIn(v, comparison) : 0,
  ];
  const [[counts, lifetimes], usersManaged] = await both(
    (async () => [await people(), await lifetimeIfTold(c, v, ends)] as const)(),
    managed ? distinctDetails(r, v, range, managed, usage.tally) : Promise.resolve(0),
  );
  const untold = v.untoldCounters(range);
  const counters = countersOf(c, usage.tally, untold);
  const headlines = [usage, before].map((u, i) =>
    u ? headlinesOf(r, u, lifetimes[i]!, counts[i]!, untold) : null,
  );
  const [now, then] = headlines as [Headlines, Headlines | null];
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
