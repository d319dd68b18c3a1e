import * as texts from '#texts/numbers.ts';
import type { Metric } from '../../catalogue/counting.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue, PanelInfo } from '../../contract/families/panel/index.ts';
import type { Analytics, MetricName, SeriesPoint } from '../../contract/reports.ts';
import type { Category } from './categories.ts';
import { keyOf } from './opened/keys.ts';
import type { Opens } from './opened/opens.ts';
import { toldActions } from './told-actions.ts';

/** Fields of the analytics report that have a number for every bucket. */
export type SeriesField = Exclude<keyof SeriesPoint, 'start' | 'end'>;

/** A number of any report, once: what it is called, means, draws, opens, and which way is good. */
export interface NumberDef {
  readonly label: string;
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

export const rows = (of: string): Opens => ({ kind: 'rows', of });
/** What most numbers are. */
export const USUAL = { unit: 'count', formula: null, stock: false, good: 'up' } as const;
const FLOW = { ...USUAL, counts: null, facts: false } as const;

/** Sums of actions: what they are called, how they are defined and drawn is the catalogue's. */
const OF_ACTIONS = { ...FLOW, label: '', definition: '' } as const;

/** As every platform has them; `numberOf` tells those that add up actions in the words of its catalogue. */
const NUMBERS: Readonly<Record<ActivityNumber, ActivityNumberDef>> = {
  activities: {
    ...FLOW,
    label: texts.activities,
    category: 'overall',
    definition: texts.everythingUsersDidIn,
    series: 'activities',
    opens: rows(keyOf.activities),
  },
  activeUsers: {
    ...FLOW,
    label: texts.activeUsers,
    category: 'users',
    definition: texts.usersWithAtLeast,
    series: 'activeUsers',
    opens: { kind: 'users' },
  },
  totalUsers: {
    ...FLOW,
    label: texts.totalUsers,
    category: 'users',
    definition: texts.allAccountsAtEnd,
    series: 'newUsers',
    stock: true,
    facts: true,
    opens: { kind: 'users', joined: 'ever' },
  },
  newUsers: {
    ...FLOW,
    label: texts.newUsers,
    category: 'users',
    definition: texts.accountsCreatedInRange,
    series: 'newUsers',
    facts: true,
    opens: { kind: 'users', joined: 'range' },
  },
  revenue: {
    ...FLOW,
    label: texts.revenue,
    category: 'revenue',
    unit: 'money',
    definition: texts.creditPurchasesInRange,
    formula: texts.purchasesRefundsBeingNegative,
    series: 'revenue',
    facts: true,
    opens: (currency) => rows(keyOf.payments('purchase', currency)),
  },
  sessions: {
    ...OF_ACTIONS,
    category: 'content',
    series: 'sessions',
    counts: 'sessions',
    opens: rows(keyOf.metric('sessions')),
  },
  totalSessions: {
    ...OF_ACTIONS,
    category: 'content',
    series: 'sessions',
    stock: true,
    counts: 'sessions',
    opens: rows(keyOf.metric('totalSessions')),
  },
  totalMediaItems: {
    ...OF_ACTIONS,
    category: 'content',
    series: null,
    stock: true,
    counts: 'media',
    opens: rows(keyOf.metric('totalMediaItems')),
  },
  captionGenerations: {
    ...OF_ACTIONS,
    category: 'features',
    series: 'captionGenerations',
    counts: 'captionGenerations',
    opens: rows(keyOf.metric('captionGenerations')),
  },
  babecockCreations: {
    ...OF_ACTIONS,
    category: 'features',
    series: 'babecockCreations',
    counts: 'compositions',
    opens: rows(keyOf.metric('babecockCreations')),
  },
  mediaUploads: {
    ...OF_ACTIONS,
    category: 'features',
    series: 'mediaUploads',
    counts: 'mediaUploads',
    opens: rows(keyOf.metric('mediaUploads')),
  },
  totalActivity: {
    ...FLOW,
    label: texts.totalActivity,
    category: 'overall',
    definition: texts.whatUsersMadeIn,
    series: null,
    counts: 'totalActivity',
    opens: rows(keyOf.totalActivity),
  },
  totalCaptions: {
    ...OF_ACTIONS,
    category: 'features',
    series: null,
    counts: 'allCaptions',
    opens: rows(keyOf.allCaptions),
  },
};

/** Up to this moment there is no account. A range in the past may be empty for being too early. */
export const beforeAnybody = ({ totalUsers, meta }: Pick<Analytics, 'totalUsers' | 'meta'>): boolean =>
  totalUsers === 0 && meta.end >= meta.computedAt;

export const isNumber = (name: string): name is ActivityNumber => Object.hasOwn(NUMBERS, name);

/** The field of the report's series that a number draws. */
export const fieldOf = (name: ActivityNumber): SeriesField | null => NUMBERS[name].series;

/** A number in the words of a catalogue: what adds up its actions is called, defined and drawn as it has them. */
export function numberOf(name: ActivityNumber, c: PanelCatalogue): ActivityNumberDef {
  const def = NUMBERS[name];
  const { counts, stock } = def;
  const label = counts && own(c.totals, stock && counts === 'sessions' ? 'totalSessions' : counts);
  if (!counts || !label) return def;
  const terms = own(c.metrics, counts) ?? [];
  const of = (weight: 1 | -1) =>
    toldActions(
      terms.filter((term) => term.weight === weight).flatMap(({ actions }) => actions),
      c,
    );
  const what = of(1) + (of(-1) && texts.lessTaken(of(-1)));
  return {
    ...def,
    label,
    definition: stock ? texts.countedUpToEnd(what) : texts.countedInRange(what),
  };
}

/** A platform whose catalogue has nothing that a number adds up does without it, and one without payments without revenue. */
export const hasNumber = (
  { counts, unit }: Pick<ActivityNumberDef, 'counts' | 'unit'>,
  { catalogue: { metrics }, has }: Pick<PanelInfo, 'catalogue' | 'has'>,
): boolean =>
  unit === 'money'
    ? has.payments
    : !counts || (own(metrics, counts) ?? []).some(({ actions }) => actions.length > 0);
