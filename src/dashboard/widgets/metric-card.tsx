import { getRouteApi, Link } from '@tanstack/react-router';
import type { Analytics } from '../../contract/reports.ts';
import { exact, human, type Unit } from '../format/number.ts';
import { type CardMetric, METRICS, runOf } from '../metrics/metrics.ts';
import { SERIES, seriesName } from '../metrics/series.ts';
import { Sparkline } from '../ui/sparkline.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';

const route = getRouteApi('/analytics');

/** A reading: number, trend and run. It opens its series in the large chart. */
export function MetricCard({ name, analytics }: { name: CardMetric; analytics: Analytics }) {
  const def = METRICS[name];
  const charted = seriesName(route.useSearch({ select: (s) => s.metric }));
  const selected = !def.stock && charted === def.series;
  const unit: Unit = def.money ? { kind: 'money', currency: analytics.currency } : { kind: 'count' };
  const value = analytics[name];
  const { icon: Icon } = def;
  return (
    <li className="relative min-w-0 border-r border-b border-line/70 first:max-sm:nth-last-3:col-span-2">
      <Link
        from="/analytics"
        search={(previous) => ({ ...previous, metric: def.series })}
        hash="chart"
        hashScrollIntoView={{ block: 'nearest' }}
        aria-current={selected ? 'true' : undefined}
        className="relative flex h-full flex-col p-4 -outline-offset-2 before:absolute before:inset-x-4 before:top-0 before:h-0.5 before:bg-signal before:opacity-0 hover:bg-tint/5 aria-current:before:opacity-100"
      >
        <span className="flex items-center gap-2 text-sm text-ink-2" title={def.definition}>
          <Icon className="size-4 text-tint" aria-hidden="true" />
          <span className="truncate">{def.label}</span>
        </span>
        <span className="mt-1.5 mb-2 flex flex-wrap items-baseline gap-x-2.5">
          <span className="text-2xl font-semibold tracking-tight" title={exact(value, unit)}>
            {human(value, unit)}
          </span>
          <TrendBadge trend={analytics.trends?.[name]} unit={unit} />
        </span>
        <span
          className="relative mt-auto block max-h-12 min-h-7 flex-1"
          title={`${def.cumulative ? def.label : SERIES[def.series].label}, by ${analytics.meta.interval}`}
        >
          <Sparkline
            values={runOf(analytics, name)}
            floating={def.cumulative}
            className="absolute inset-0 size-full"
          />
        </span>
      </Link>
    </li>
  );
}
