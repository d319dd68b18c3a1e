import type { Analytics } from '../../contract/reports.ts';
import { exact } from '../format/number.ts';
import { type CardMetric, GROUPS } from '../metrics/metrics.ts';
import { MetricCard } from './metric-card.tsx';

/** One panel a category, its metrics side by side. */
export function MetricCluster({ analytics }: { analytics: Analytics }) {
  return (
    <div className="grid grid-cols-1 gap-3 xl:grid-cols-12">
      {GROUPS.map(({ category, label, metrics, span }) => (
        <section
          key={category}
          aria-label={`${label}, metrics`}
          data-tint={category}
          className={`panel panel-tint flex flex-col overflow-hidden ${span}`}
        >
          <ul className={`-mr-px -mb-px grid flex-1 ${columns(metrics)}`}>
            {metrics.map((name) => (
              <MetricCard key={name} name={name} analytics={analytics} />
            ))}
          </ul>
          {category === 'revenue' && <RevenueNotes analytics={analytics} />}
        </section>
      ))}
    </div>
  );
}

const columns = (metrics: readonly CardMetric[]) =>
  ({ 1: 'grid-cols-1', 2: 'grid-cols-2', 3: 'grid-cols-2 sm:grid-cols-3' })[metrics.length as 1 | 2 | 3];

function RevenueNotes({ analytics }: { analytics: Analytics }) {
  const { currency, subscriptionRevenue, otherCurrencies } = analytics;
  const beside = otherCurrencies.map((other) =>
    exact(other.amount, { kind: 'money', currency: other.currency }),
  );
  if (subscriptionRevenue === 0 && beside.length === 0) return null;
  return (
    <p className="relative border-t border-line/70 bg-surface px-4 py-2 text-xs text-ink-3">
      {subscriptionRevenue !== 0 && (
        <span>Subscriptions (deprecated) {exact(subscriptionRevenue, { kind: 'money', currency })}</span>
      )}
      {beside.length > 0 && <span className="block">Beside it, not added in: {beside.join(', ')}</span>}
    </p>
  );
}
