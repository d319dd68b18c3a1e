import {
  ChartSpline,
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
import type { Analytics, MetricName, SeriesPoint } from '../../contract/reports.ts';
import type { Category } from './categories.ts';
import { keyOf } from './opened/keys.ts';
import type { Opens } from './opened/opens.ts';

/** Fields of the analytics report that have a number for every bucket. */
export type SeriesField = Exclude<keyof SeriesPoint, 'start' | 'end'>;

/** A number of any report, once: what it is called, means, draws, opens, and which way is good. */
export interface NumberDef {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Its group on a page, and its tint. */
  readonly category: Category;
  readonly unit: 'count' | 'money' | 'part';
  readonly definition: string;
  /** How it is made up of other numbers, where the catalogue doesn't tell. */
  readonly formula: string | null;
  /** As of the range's end instead of within the range. */
  readonly stock: boolean;
  /** The list that it counts; money is listed by its currency. */
  readonly opens: Opens | ((currency: string) => Opens);
  /** A bucket's number can be listed as well, not the whole range's alone. */
  readonly bucketOpens: boolean;
  /** Which way is good news; `null` where neither is. */
  readonly good: 'up' | 'down' | null;
}

/** A number of activity, accounts or payments. */
export interface ActivityNumberDef extends NumberDef {
  /** The field of the report's series that it draws; a stock draws itself, counted back by what the field added. */
  readonly series: SeriesField | null;
  /** The sum of activities that it is, where it is one. */
  readonly counts: Metric | null;
  /** Counted from the platform's accounts and payments, whatever activity is. */
  readonly facts: boolean;
}

/** Metrics of the analytics report; the deprecated one is a line under revenue. */
export type CardMetric = Exclude<MetricName, 'subscriptionRevenue'>;
export type ActivityNumber = CardMetric | 'activities' | 'sessions' | 'totalActivity' | 'totalCaptions';

const rows = (of: string): Opens => ({ kind: 'rows', of });
/** What most of them are. */
const FLOW = {
  unit: 'count',
  formula: null,
  stock: false,
  bucketOpens: true,
  good: 'up',
  counts: null,
  facts: false,
} as const;

export const NUMBERS: Readonly<Record<ActivityNumber, ActivityNumberDef>> = {
  activities: {
    ...FLOW,
    label: 'Activities',
    icon: ChartSpline,
    category: 'overall',
    definition: 'Everything users did in the range, each action once.',
    series: 'activities',
    opens: rows(keyOf.activities),
  },
  activeUsers: {
    ...FLOW,
    label: 'Active users',
    icon: UserCheck,
    category: 'users',
    definition: 'Users with at least one activity in the range.',
    series: 'activeUsers',
    opens: { kind: 'users' },
  },
  totalUsers: {
    ...FLOW,
    label: 'Total users',
    icon: Users,
    category: 'users',
    definition: 'All accounts at the end of the range, those known only by their activity included.',
    series: 'newUsers',
    stock: true,
    facts: true,
    opens: { kind: 'users', joined: 'ever' },
  },
  newUsers: {
    ...FLOW,
    label: 'New users',
    icon: UserPlus,
    category: 'users',
    definition: 'Accounts created in the range.',
    series: 'newUsers',
    facts: true,
    opens: { kind: 'users', joined: 'range' },
  },
  revenue: {
    ...FLOW,
    label: 'Revenue',
    icon: CircleDollarSign,
    category: 'revenue',
    unit: 'money',
    definition: 'Credit purchases in the range, refunds subtracted, in the reporting currency.',
    formula: 'Purchases, refunds being negative ones',
    series: 'revenue',
    facts: true,
    opens: (currency) => rows(keyOf.payments('purchase', currency)),
  },
  sessions: {
    ...FLOW,
    label: 'Sessions created',
    icon: Presentation,
    category: 'content',
    definition: 'Content sessions created in the range.',
    series: 'sessions',
    counts: 'sessions',
    opens: rows(keyOf.metric('sessions')),
  },
  totalSessions: {
    ...FLOW,
    label: 'Total sessions',
    icon: Presentation,
    category: 'content',
    definition: 'Content sessions ever created, up to the end of the range.',
    series: 'sessions',
    stock: true,
    counts: 'sessions',
    opens: rows(keyOf.metric('totalSessions')),
  },
  totalMediaItems: {
    ...FLOW,
    label: 'Media items',
    icon: Images,
    category: 'content',
    definition: 'Uploads minus deletions, up to the end of the range.',
    series: null,
    stock: true,
    counts: 'media',
    opens: rows(keyOf.metric('totalMediaItems')),
  },
  captionGenerations: {
    ...FLOW,
    label: 'Captions',
    icon: Sparkles,
    category: 'features',
    definition: 'Smart captions generated in the range.',
    series: 'captionGenerations',
    counts: 'captionGenerations',
    opens: rows(keyOf.metric('captionGenerations')),
  },
  babecockCreations: {
    ...FLOW,
    label: 'Compositions',
    icon: Layers,
    category: 'features',
    definition: 'Compositions created in the range; remixes are not among them.',
    series: 'babecockCreations',
    counts: 'compositions',
    opens: rows(keyOf.metric('babecockCreations')),
  },
  mediaUploads: {
    ...FLOW,
    label: 'Uploads',
    icon: Upload,
    category: 'features',
    definition: 'Files uploaded in the range, whether or not they were deleted later.',
    series: 'mediaUploads',
    counts: 'mediaUploads',
    opens: rows(keyOf.metric('mediaUploads')),
  },
  totalActivity: {
    ...FLOW,
    label: 'Total activity',
    icon: ChartSpline,
    category: 'overall',
    definition: 'What users made in the range: the score that ranks them.',
    series: null,
    counts: 'totalActivity',
    opens: rows(keyOf.totalActivity),
  },
  totalCaptions: {
    ...FLOW,
    label: 'All captions',
    icon: Sparkles,
    category: 'features',
    definition: 'Smart and custom captions in the range.',
    series: null,
    counts: 'allCaptions',
    opens: rows(keyOf.allCaptions),
  },
};

/** Up to this moment there is no account. A range in the past may be empty for being too early. */
export const beforeAnybody = ({ totalUsers, meta }: Pick<Analytics, 'totalUsers' | 'meta'>): boolean =>
  totalUsers === 0 && meta.end >= meta.computedAt;

/** A platform whose catalogue has nothing that a number adds up does without it. */
export const countedBy = (
  { counts }: Pick<ActivityNumberDef, 'counts'>,
  { metrics }: Pick<PanelCatalogue, 'metrics'>,
): boolean => !counts || (own(metrics, counts) ?? []).some(({ actions }) => actions.length > 0);
