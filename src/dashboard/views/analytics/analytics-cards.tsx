import * as texts from '#texts/analytics.ts';
import type { PanelInfo } from '../../../contract/families/panel/index.ts';
import type { ChartedName } from '../../../contract/numbers.ts';
import type { Analytics } from '../../../contract/reports.ts';
import { cardOf } from '../../numbers/card.ts';
import type { Category } from '../../numbers/categories.ts';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { numberIcon } from '../../numbers/number-icons.ts';
import { type ActivityNumberDef, type CardMetric, hasNumber, numberOf } from '../../numbers/numbers.ts';
import { pointsOf } from '../../numbers/run.ts';
import type { Icon } from '../../ui/feature-icon.tsx';
import { later } from '../../ui/later.tsx';

const RevenueNote = later(() => import('./revenue-note.tsx'));

/** One panel a category, widths in twelfths of a wide screen. */
const GROUPS: readonly (readonly [category: Category, label: string, span: string])[] = [
  ['users', texts.users, 'xl:col-span-9'],
  ['revenue', texts.revenue, 'xl:col-span-3'],
  ['content', texts.content, 'xl:col-span-5'],
  ['features', texts.features, 'xl:col-span-7'],
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
  charted: ChartedName | '',
  panel: Pick<PanelInfo, 'catalogue' | 'has'>,
): CardGroup[] {
  const defs = CARDS.map((name) => [name, numberOf(name, panel.catalogue)] as const);
  return GROUPS.map(([category, label, span]) => ({
    category,
    label,
    span,
    cards: defs
      // A viewer is told of no few people: such a number has no card.
      .filter(([name, def]) => def.category === category && hasNumber(def, panel) && analytics[name] !== null)
      .map(([name, def]) =>
        analyticsCard(analytics, name, def, numberIcon(name, def, panel.catalogue), charted),
      ),
    note: category === 'revenue' && hasNote(analytics) && (
      <RevenueNote analytics={analytics} meanwhile={null} />
    ),
  })).filter(({ cards }) => cards.length > 0);
}

function analyticsCard(
  analytics: Analytics,
  name: CardMetric,
  def: ActivityNumberDef,
  icon: Icon,
  charted: string,
) {
  const { meta, currency, trends } = analytics;
  return cardOf(name, def, {
    icon,
    value: analytics[name],
    trend: trends?.[name],
    meta: def.facts ? { ...meta, source: 'facts' } : meta,
    flow: def.series && pointsOf(analytics.series, def.series, meta.computedAt),
    charted,
    currency,
  });
}

const hasNote = ({ subscriptionRevenue, otherCurrencies }: Analytics) =>
  subscriptionRevenue !== 0 || otherCurrencies.length > 0;
