/**
 * Some time that a rule is about. As text: `ever`, `30days` (that end with today), `60..30days` (from 60 days ago until 30
 * days ago: the 30 days before `30days`), `>30days` (all before them), `2026-03-01..2026-03-31`, `..2026-03-31`,
 * `2026-03-01..`. Days are those of a zone, and the last of two dates counts.
 */
export type RuleSpan =
  | { readonly is: 'ever' }
  /** So many days that end so many days before the end of today. */
  | { readonly is: 'days'; readonly from: number; readonly until: number }
  /** Everything before so many days that end with today. */
  | { readonly is: 'before'; readonly days: number }
  /** Dates as `2026-03-01`; null for no bound. Never both. */
  | { readonly is: 'dates'; readonly first: string | null; readonly last: string | null };

export const RULE_SPANS =
  'ever, 30days, 60..30days, >30days, 2026-03-01..2026-03-31, ..2026-03-31 or 2026-03-01..';

const MOST_DAYS = 9_999;
const isDays = (text: string): boolean => Number(text) >= 1 && Number(text) <= MOST_DAYS;

const DATE = /^(?:19|20)\d\d-\d\d-\d\d$/;
const isDate = (text: string): boolean =>
  DATE.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Null for what is no such time, or none at all. */
export function readRuleSpan(text: string): RuleSpan | null {
  if (text === 'ever') return { is: 'ever' };
  const [, before, from, until, days] =
    /^(?:>(\d{1,4})|(\d{1,4})\.\.(\d{1,4})|(\d{1,4}))d(?:ays?)?$/.exec(text) ?? [];
  if (before !== undefined) return isDays(before) ? { is: 'before', days: Number(before) } : null;
  if (from !== undefined)
    return isDays(from) && isDays(until!) && Number(until) < Number(from)
      ? { is: 'days', from: Number(from), until: Number(until) }
      : null;
  if (days !== undefined) return isDays(days) ? { is: 'days', from: Number(days), until: 0 } : null;
  const [first, last, more] = text.split('..');
  if (first === undefined || last === undefined || more !== undefined || text === '..') return null;
  if ((first !== '' && !isDate(first)) || (last !== '' && !isDate(last))) return null;
  return first !== '' && last !== '' && first > last
    ? null
    : { is: 'dates', first: first || null, last: last || null };
}

export function ruleSpanText(span: RuleSpan): string {
  switch (span.is) {
    case 'ever':
      return 'ever';
    case 'days':
      return span.until > 0 ? `${span.from}..${span.until}days` : `${span.from}days`;
    case 'before':
      return `>${span.days}days`;
    case 'dates':
      return `${span.first ?? ''}..${span.last ?? ''}`;
  }
}

/** Whether it has a beginning and an end, so that as long a time lies before it. */
export const isBounded = (span: RuleSpan): boolean =>
  span.is === 'days' || (span.is === 'dates' && span.first !== null && span.last !== null);
