import * as texts from '#texts/range.ts';
import type { Comparison } from '../../data/url/range.ts';

/** What a range is compared with, as the picker and the palette call it. */
export const COMPARISON_LABELS: Readonly<Record<Comparison, string>> = {
  previous_period: texts.previousPeriod,
  previous_year: texts.sameWeekdaysLastYear,
  custom: texts.customComparison,
  none: texts.noComparison,
};
