import { dayOf } from '../../db/days.ts';
import { bucketsOf } from '../range/buckets.ts';
import type { Range } from '../range/period.ts';

/** What people are told apart by who stand in a row of their week or month. */
export type ByTime = 'week' | 'month';

export const isByTime = (by: string): by is ByTime => by === 'week' || by === 'month';

/** People by the row that they stand in. */
export function rowsOf<Person extends { readonly key: string | null }>(
  people: readonly Person[],
): Map<string, Person[]> {
  const rows = new Map<string, Person[]>();
  for (const person of people) {
    const row = rows.get(person.key!);
    if (row) row.push(person);
    else rows.set(person.key!, [person]);
  }
  return rows;
}

/** First days of the weeks or months of a range, cut to it. */
export const keysOf = (range: Range, by: ByTime): string[] =>
  bucketsOf(range, by, range.timezone).map(({ start }) => dayOf(start, range.timezone));
