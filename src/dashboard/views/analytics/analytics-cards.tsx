import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { Analytics } from '../../../contract/reports.ts';
import { exact } from '../../format/number.ts';
import type { CardData } from '../../numbers/metric-card.tsx';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { type CardMetric, countedBy, GROUPS, METRICS, runOf } from '../../numbers/metrics.ts';
import { keyOf } from '../../numbers/opened/opened.ts';
import type { Opens } from '../../numbers/opened/opens.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { SERIES, type SeriesName } from '../../numbers/series.ts';

/** The analytics report as cards, `charted` being the series in the large chart. */
export function analyticsCards(
  analytics: Analytics,
  charted: SeriesName,
  catalogue: PanelCatalogue,
): CardGroup[] {
  return GROUPS.map(({ category, label, metrics, span }) => ({
    category,
    label,
    span,
    cards: metrics
      .filter((name) => countedBy(METRICS[name], catalogue))
      .map((name) => cardOf(analytics, name, charted)),
    note: category === 'revenue' ? revenueNote(analytics) : null,
  })).filter(({ cards }) => cards.length > 0);
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
    meta: FACTS.includes(name) ? { ...meta, source: 'facts' } : meta,
    stock,
    formula: name === 'revenue' ? 'Purchases, refunds being negative ones' : undefined,
    run: {
      metric: series,
      title: `${cumulative ? label : SERIES[series].label}, by ${meta.interval}`,
      values: runOf(analytics, name),
      floating: cumulative,
      selected: !stock && charted === series,
    },
    below: name === 'totalMediaItems' ? `${exact(analytics.mediaUploads)} uploaded in the range` : undefined,
    opens: opensOf(name, analytics),
  };
}

/** Counted from the accounts and payments of the platform, whatever activity is. */
const FACTS: readonly CardMetric[] = ['totalUsers', 'newUsers', 'revenue'];

/** To the rows that were counted, or to the people. */
function opensOf(name: CardMetric, { meta, currency }: Analytics): Opens {
  if (name === 'activeUsers') return { kind: 'users' };
  if (name === 'newUsers') return { kind: 'users', joined: 'range' };
  if (name === 'totalUsers') return { kind: 'users', joined: 'ever' };
  if (name === 'revenue') return { kind: 'rows', of: keyOf.payments('purchase', currency) };
  return { kind: 'rows', of: keyOf.metric(name), until: METRICS[name].stock ? meta.end : undefined };
}

function revenueNote({ currency, subscriptionRevenue, otherCurrencies }: Analytics) {
  if (subscriptionRevenue === 0 && otherCurrencies.length === 0) return null;
  return (
    <>
      {subscriptionRevenue !== 0 && (
        <span>
          Apart, subscriptions: <Paid kind="subscription" amount={subscriptionRevenue} currency={currency} />
        </span>
      )}
      {otherCurrencies.length > 0 && (
        <span className="block">
          In other currencies:{' '}
          {otherCurrencies.map((other, i) => (
            <span key={other.currency}>
              {i > 0 && ', '}
              <Paid kind="purchase" {...other} />
            </span>
          ))}
        </span>
      )}
    </>
  );
}

function Paid({ kind, amount, currency }: { kind: string; amount: number; currency: string }) {
  return (
    <RowsLink of={keyOf.payments(kind, currency)} count={amount}>
      {exact(amount, { kind: 'money', currency })}
    </RowsLink>
  );
}
