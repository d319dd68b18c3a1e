import type { Answered } from '../../support/http.ts';
import { differences } from '../differences.ts';
import type { Facts } from '../oracle/matching.ts';
import type { Range } from '../oracle/range.ts';
import type { Platform } from '../platform.ts';
import type { Question } from '../questions.ts';

export interface Asked {
  readonly p: Platform;
  readonly f: Facts;
  readonly question: Question;
  readonly range: Range;
  /** Parts of the answer that retention leaves open. */
  readonly missing: ReadonlySet<string>;
  /** Of the chart. */
  readonly interval: string;
  readonly answer: Answered;
}

export const iso = (at: number): string => new Date(at).toISOString();

/** Of `meta` what a question decides. */
export function metaOf(a: Asked, more: Readonly<Record<string, unknown>> = {}): string[] {
  const { answer, range } = a;
  const { meta } = answer.json;
  const expected = {
    start: iso(range.start),
    end: iso(range.end),
    timezone: range.zone,
    comparison: range.comparison && { start: iso(range.comparison.start), end: iso(range.comparison.end) },
    ...more,
  };
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, meta[name]]));
  const missing = Object.keys(meta.missing ?? {}).sort();
  return [
    ...differences(expected, found, 'meta'),
    ...differences([...a.missing].sort(), missing, 'meta.missing'),
  ];
}
