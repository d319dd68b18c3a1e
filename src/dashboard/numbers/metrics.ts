import {
  CircleDollarSign,
  Images,
  Layers,
  type LucideIcon,
  Presentation,
  Sparkles,
  Upload,
  UserCheck,
  UserPlus,
  Users,
} from 'lucide-react';
import type { Metric } from '../../catalogue/counting.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import type { Analytics, MetricName } from '../../contract/reports.ts';
import type { Category } from './categories.ts';
import { pointsOf, stockRun, wholeValues } from './run.ts';
import type { SeriesName } from './series.ts';

/** Metrics with a card; the deprecated one is a line under revenue. */
export type CardMetric = Exclude<MetricName, 'subscriptionRevenue'>;

export interface MetricDef {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly category: Category;
  readonly money?: true;
  /** What its sparkline draws; a stock shows the flow that feeds it. */
  readonly series: SeriesName;
  /** A number as of the range's end instead of within the range. */
  readonly stock?: true;
  /** Its run is the stock itself, counted back from the last by what each bucket added. */
  readonly cumulative?: true;
  readonly definition: string;
  /** The sum of activities that it is, where it is one: what its rows are. */
  readonly counts?: Metric;
}

export const METRICS: Readonly<Record<CardMetric, MetricDef>> = {
  totalUsers: {
    label: 'Total users',
    icon: Users,
    category: 'users',
    series: 'newUsers',
    stock: true,
    cumulative: true,
    definition: 'All accounts at the end of the range, those known only by their activity included.',
  },
  newUsers: {
    label: 'New users',
    icon: UserPlus,
    category: 'users',
    series: 'newUsers',
    definition: 'Accounts created in the range.',
  },
  activeUsers: {
    label: 'Active users',
    icon: UserCheck,
    category: 'users',
    series: 'activeUsers',
    definition: 'Users with at least one activity in the range.',
  },
  revenue: {
    label: 'Revenue',
    icon: CircleDollarSign,
    category: 'revenue',
    money: true,
    series: 'revenue',
    definition: 'Credit purchases in the range, refunds subtracted.',
  },
  totalSessions: {
    label: 'Total sessions',
    icon: Presentation,
    category: 'content',
    series: 'sessions',
    stock: true,
    cumulative: true,
    definition: 'Content sessions ever created, up to the end of the range.',
    counts: 'sessions',
  },
  totalMediaItems: {
    label: 'Media items',
    icon: Images,
    category: 'content',
    series: 'mediaUploads',
    stock: true,
    definition: 'Uploads minus deletions, up to the end of the range.',
    counts: 'media',
  },
  captionGenerations: {
    label: 'Captions',
    icon: Sparkles,
    category: 'features',
    series: 'captionGenerations',
    definition: 'Smart captions generated in the range.',
    counts: 'captionGenerations',
  },
  babecockCreations: {
    label: 'Compositions',
    icon: Layers,
    category: 'features',
    series: 'babecockCreations',
    definition: 'Compositions created in the range; remixes are not among them.',
    counts: 'compositions',
  },
  mediaUploads: {
    label: 'Uploads',
    icon: Upload,
    category: 'features',
    series: 'mediaUploads',
    definition: 'Files uploaded in the range, whether or not they were deleted later.',
    counts: 'mediaUploads',
  },
};

/** The instrument cluster: one panel a category, widths in twelfths of a wide screen. */
export const GROUPS: readonly {
  category: Category;
  label: string;
  metrics: readonly CardMetric[];
  span: string;
}[] = [
  {
    category: 'users',
    label: 'Users',
    metrics: ['totalUsers', 'newUsers', 'activeUsers'],
    span: 'xl:col-span-9',
  },
  { category: 'revenue', label: 'Revenue', metrics: ['revenue'], span: 'xl:col-span-3' },
  {
    category: 'content',
    label: 'Content',
    metrics: ['totalSessions', 'totalMediaItems'],
    span: 'xl:col-span-5',
  },
  {
    category: 'features',
    label: 'Features',
    metrics: ['captionGenerations', 'babecockCreations', 'mediaUploads'],
    span: 'xl:col-span-7',
  },
];

/** Up to this moment there is no account. A range in the past may be empty for being too early. */
export const beforeAnybody = ({ totalUsers, meta }: Pick<Analytics, 'totalUsers' | 'meta'>): boolean =>
  totalUsers === 0 && meta.end >= meta.computedAt;

/** A platform whose catalogue has nothing that a metric adds up does without it. */
export const countedBy = (
  { counts }: Pick<MetricDef, 'counts'>,
  { metrics }: Pick<PanelCatalogue, 'metrics'>,
): boolean => !counts || (own(metrics, counts) ?? []).some(({ actions }) => actions.length > 0);

/** What a card's sparkline draws: nothing for a stock that more than its series changes. */
export function runOf(analytics: Analytics, name: CardMetric): (number | null)[] {
  const { series, stock, cumulative } = METRICS[name];
  if (stock && !cumulative) return [];
  const points = pointsOf(analytics.series, series, analytics.meta.computedAt);
  return cumulative ? stockRun(analytics[name], points, analytics.meta) : wholeValues(points, analytics.meta);
}
