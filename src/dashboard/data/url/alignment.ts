import type { Comparison } from '../../../contract/common.ts';

interface Span {
  readonly period?: string;
  readonly startDate?: string;
  readonly endDate?: string;
}

/** A comparison with last year is of the same weekdays, and so is that of whole weeks. */
export const alignment = (span: Span, compare?: Comparison): { align?: 'weekday' } =>
  compare === 'previous_year' || (compare !== 'none' && isWholeWeeks(span)) ? { align: 'weekday' } : {};

const DAY = 86_400_000;

function isWholeWeeks({ period, startDate, endDate }: Span): boolean {
  if (period) return period.endsWith('week') || Number(/^(\d+)d(?:ays)?$/.exec(period)?.[1] ?? 1) % 7 === 0;
  const days = (Date.parse(endDate ?? '') - Date.parse(startDate ?? '')) / DAY + 1;
  return days % 7 === 0 && endDate?.length === 10;
}
