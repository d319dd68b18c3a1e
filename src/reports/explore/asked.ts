import type { Stretch } from '../../store/stretch.ts';
import { rangeOf } from '../meta.ts';
import { LISTED, type Range, type RangeQuery } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { resolveScope, type ScopeQuery } from '../read/scope.ts';
import { look, type Seen } from '../read/seen.ts';
import { type Condition, conditionOf, flagsOf, widened } from './matcher.ts';

/** The part of a question that says of which time it is, and whose and which activity counts. */
type AskedQuery = Omit<RangeQuery, keyof typeof LISTED> & { readonly excludeInternal: boolean };

/** A question about what people did in a range, before it is known how far around it has to be looked. */
export interface Opened {
  /** In the order of their texts. */
  readonly conditions: readonly Condition[];
  readonly range: Range;
  lookAt(span: Stretch): Promise<Seen>;
}

/**
 * Reads a question about what people did: what an activity has to be, and the range.
 *
 * @param texts conditions, each as a step is spelt; undefined for any activity
 */
export async function openQuestion(
  r: ReportReader,
  query: AskedQuery,
  texts: readonly (string | undefined)[] = [],
): Promise<Opened> {
  const conditions = await Promise.all(texts.map((text) => conditionOf(r, text, query.excludeInternal)));
  // What a question groups by is its own matter.
  const asked = { ...query, groupBy: undefined };
  const scope = widened(await resolveScope(r, asked as unknown as ScopeQuery), conditions);
  const range = await rangeOf(r, { ...query, ...LISTED }, scope, ['activity']);
  const all = (of: 'breakdowns' | 'details') => [...new Set(conditions.flatMap((each) => each[of]))];
  return {
    conditions,
    range,
    lookAt: (span) =>
      look(r, scope, [span], {
        asked,
        breakdowns: all('breakdowns'),
        beside: all('details'),
        counts: 'people',
      }),
  };
}

/** By kind: 1 for what counts and meets a condition; null where any activity does. */
export const passesOf = (v: Seen, condition: Condition): Uint8Array | null =>
  v.passesAll && condition.any ? null : flagsOf(v, condition);
