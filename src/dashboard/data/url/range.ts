import * as texts from '#texts/range.ts';
import { own } from '../../../catalogue/own.ts';
import { zoneToAsk } from '../zone.ts';
import { alignment } from './alignment.ts';
import { compact, oneOf, type Raw, text } from './search.ts';
import { isZone } from './zone-name.ts';

/** Comparisons on offer. `custom` is told by links alone, with where it begins. */
export const COMPARISONS = ['previous_period', 'previous_year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number] | 'custom';

/** What every view is about; carried from view to view. */
export interface RangeSearch {
  period?: string;
  startDate?: string;
  endDate?: string;
  compare?: Comparison;
  /** The day that a custom comparison begins on. */
  compareStartDate?: string;
  timezone?: string;
}

export const DEFAULT_PERIOD = '30days';

/** The periods on offer, in order. Any other that the API takes works in the address too. */
export const PERIODS: Readonly<Record<string, string>> = {
  today: texts.today,
  yesterday: texts.yesterday,
  '24h': texts.last24Hours,
  '7days': texts.last7Days,
  '30days': texts.last30Days,
  '90days': texts.last90Days,
  '365days': texts.last365Days,
  week: texts.thisUnit.week,
  last_week: texts.lastUnit.week,
  month: texts.thisUnit.month,
  last_month: texts.lastUnit.month,
  quarter: texts.thisUnit.quarter,
  last_quarter: texts.lastUnit.quarter,
  year: texts.thisUnit.year,
  last_year: texts.lastUnit.year,
  all: texts.allTime,
};

export function rangeSearch(raw: Raw): RangeSearch {
  const startDate = text(raw, 'startDate');
  const endDate = text(raw, 'endDate');
  const compareStartDate = text(raw, 'compareStartDate');
  const custom = compareStartDate !== undefined && raw.compare === 'custom';
  return compact<RangeSearch>({
    period: startDate || endDate ? undefined : text(raw, 'period'),
    startDate,
    endDate,
    compare: custom ? 'custom' : oneOf(raw, 'compare', COMPARISONS),
    compareStartDate: custom ? compareStartDate : undefined,
    timezone: zoneOf(text(raw, 'timezone')),
  });
}

const zoneOf = (name: string | undefined) => (name !== undefined && isZone(name) ? name : undefined);

/** Only the range of an address with more in it; what links between views keep. */
export const carried = (search: Raw): RangeSearch => rangeSearch(search);

/** As the API takes it where nothing is compared, with default period and the operator's zone made explicit. */
export function spanQuery(search: RangeSearch): Omit<RangeSearch, 'compare' | 'compareStartDate'> {
  const { compare: _, compareStartDate: __, ...range } = rangeSearch(search as Raw);
  const dated = range.startDate || range.endDate;
  const span = dated ? range : { ...range, period: range.period ?? DEFAULT_PERIOD };
  return compact({ ...span, timezone: zoneToAsk(span) });
}

/** With the comparison. */
export function rangeQuery(search: RangeSearch): RangeSearch & { align?: 'weekday' } {
  const { compare, compareStartDate } = rangeSearch(search as Raw);
  const span = spanQuery(search);
  if (compare === 'custom') return { ...span, compare, compareStartDate };
  return { ...span, ...(compare && { compare }), ...alignment(span, compare) };
}

export function periodLabel(search: RangeSearch): string {
  if (search.startDate || search.endDate) return texts.customRange;
  const period = search.period ?? DEFAULT_PERIOD;
  return own(PERIODS, period) ?? period;
}
