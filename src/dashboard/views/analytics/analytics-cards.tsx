import type { PanelInfo } from '../../../contract/families/panel/index.ts';
import type { Analytics } from '../../../contract/reports.ts';
import { exact } from '../../format/number.ts';
import type { Charted } from '../../numbers/analytics-run.ts';
import { cardOf } from '../../numbers/card.ts';
import type { Category } from '../../numbers/categories.ts';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { type ActivityNumberDef, type CardMetric, hasNumber, numbersOf } from '../../numbers/numbers.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { pointsOf } from '../../numbers/run.ts';

/** One panel a category, widths in twelfths of a wide screen. */
const GROUPS: readonly (readonly [category: Category, label: string, span: string])[] = [
  ['users', 'Users', 'xl:col-span-9'],
  ['revenue', 'Revenue', 'xl:col-span-3'],
  ['content', 'Content', 'xl:col-span-5'],
  ['features', 'Features', 'xl:col-span-7'],
];
const CARDS: readonly CardMetric[] = [
  'totalUsers',
  'newUsers',
  'activeUsers',
  'revenue',
  'totalSessions',
  'totalMediaItems',
  'captionGenerations',
  'babecockCreations',
  'mediaUploads',
];

/** The analytics report as cards, `charted` being the number in the large chart. */
export function analyticsCards(
  analytics: Analytics,
  charted: Charted | '',
  panel: Pick<PanelInfo, 'catalogue' | 'has'>,
): CardGroup[] {
  const numbers = numbersOf(panel.catalogue);
  return GROUPS.map(([category, label, span]) => ({
    category,
    label,
    span,
    cards: CARDS.filter((name) => numbers[name].category === category && hasNumber(numbers[name], panel)).map(
      (name) => analyticsCard(analytics, name, numbers[name], charted),
    ),
    note: category === 'revenue' ? revenueNote(analytics) : null,
  })).filter(({ cards }) => cards.length > 0);
}

function analyticsCard(analytics: Analytics, name: CardMetric, def: ActivityNumberDef, charted: string) {
  const { meta, currency, trends } = analytics;
  return cardOf(name, def, {
    value: analytics[name],
    trend: trends?.[name],
    meta: def.facts ? { ...meta, source: 'facts' } : meta,
    flow: def.series && pointsOf(analytics.series, def.series, meta.computedAt),
    charted,
    currency,
  });
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
