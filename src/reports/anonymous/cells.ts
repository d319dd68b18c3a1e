import { dayOf } from '../../db/days.ts';
import { partOf } from '../groups/group-counts.ts';
import { bucketsOf } from '../range/buckets.ts';
import type { Span } from '../range/local-time.ts';
import type { Reader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';

/** Activities that agree in all that was asked for. */
export interface Cell {
  /** In the order asked for; empty where an activity has no such detail. */
  readonly key: readonly string[];
  readonly internal: boolean;
  readonly n: number;
}

export interface Cells {
  readonly cells: readonly Cell[];
  /** Of each cell up to five users who are in it, by number. */
  readonly crowds: Int32Array;
}

/**
 * Cells of a cross table with who is in them.
 *
 * @param by day, feature, action and breakdowns
 */
export async function cellsOf(
  r: Reader,
  v: Seen,
  { span, zone, by }: { span: Span; zone: string; by: readonly string[] },
): Promise<Cells> {
  const { scope } = v;
  const buckets = by.includes('day') ? bucketsOf(span, 'day', zone) : [span];
  const days = buckets.map(({ start }) => dayOf(start, zone));
  const { groups, keys } = v.groups((kind) =>
    JSON.stringify([
      by.map((name) => (name === 'day' ? '' : (partOf(r, kind, name) ?? ''))),
      scope.countsInternal(kind),
    ]),
  );
  const told = keys.map((key) => JSON.parse(key) as [string[], boolean]);
  const [{ cells, crowds }] = await v.walk([
    {
      sink: 'crowds',
      span,
      places: v.places,
      buckets,
      groups,
      staff: Uint8Array.from(told, ([, internal]) => (internal ? 1 : 0)),
    },
  ]);
  return {
    cells: Array.from({ length: cells.length }, (_, i) => ({
      key: told[cells.groups[i]!]![0].map((part, at) => (by[at] === 'day' ? days[cells.buckets[i]!]! : part)),
      internal: cells.internal[i] === 1,
      n: cells.counts[i]!,
    })),
    crowds,
  };
}
