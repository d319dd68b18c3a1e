import { Link } from '@tanstack/react-router';
import { List } from 'lucide-react';
import type { Analytics } from '../../contract/reports.ts';
import { exact, type Unit } from '../format/number.ts';
import { type CardMetric, GROUPS, METRICS, runOf } from '../metrics/metrics.ts';
import { keyOf } from '../metrics/opened.ts';
import { SERIES, type SeriesName } from '../metrics/series.ts';
import { carried } from '../url/range.ts';
import type { CardData } from './metric-card.tsx';
import type { CardGroup } from './metric-cluster.tsx';
import { RowsLink } from './rows-link.tsx';

/** The analytics report as cards, `charted` being the series in the large chart. */
export function analyticsCards(analytics: Analytics, charted: SeriesName): CardGroup[] {
  return GROUPS.map(({ category, label, metrics, span }) => ({
    category,
    label,
    span,
    cards: metrics.map((name) => cardOf(analytics, name, charted)),
    note: category === 'revenue' ? revenueNote(analytics) : null,
  }));
}

function cardOf(analytics: Analytics, name: CardMetric, charted: SeriesName): CardData {
  const { label, icon, definition, money, series, stock, cumulative } = METRICS[name];
  const { meta } = analytics;
  return {
    label,
    icon,
    definition,
    value: analytics[name],
    unit: money ? { kind: 'money', currency: analytics.currency } : { kind: 'count' },
    trend: analytics.trends?.[name],
    run: {
      metric: series,
      title: `${cumulative ? label : SERIES[series].label}, by ${meta.interval}`,
      values: runOf(analytics, name),
      floating: cumulative,
      selected: !stock && charted === series,
    },
    corner: <Corner name={name} analytics={analytics} />,
  };
}

/** To the rows that were counted, or to the people. */
function Corner({ name, analytics }: { name: CardMetric; analytics: Analytics }) {
  if (name === 'activeUsers')
    return (
      <Link
        to="/usage"
        search={carried as never}
        hash="users"
        aria-label="The active users"
        title="The active users"
        className="icon-link"
      >
        <List className="size-3.5" aria-hidden="true" />
      </Link>
    );
  const label = `Activities behind ${METRICS[name].label}`;
  return (
    <RowsLink
      of={keyOf.metric(name)}
      until={METRICS[name].stock ? analytics.meta.end : undefined}
      count={analytics[name]}
      label={label}
      or={null}
      className="icon-link"
    >
      <List className="size-3.5" aria-hidden="true" />
    </RowsLink>
  );
}

function revenueNote({ currency, subscriptionRevenue, otherCurrencies }: Analytics) {
  const money = (amount: number, unit: string) =>
    exact(amount, { kind: 'money', currency: unit } satisfies Unit);
  const beside = otherCurrencies.map((other) => money(other.amount, other.currency));
  if (subscriptionRevenue === 0 && beside.length === 0) return null;
  return (
    <>
      {subscriptionRevenue !== 0 && (
        <span>Subscriptions (deprecated) {money(subscriptionRevenue, currency)}</span>
      )}
      {beside.length > 0 && <span className="block">Beside it, not added in: {beside.join(', ')}</span>}
    </>
  );
}
