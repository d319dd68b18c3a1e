import type { Kind } from '../../store/kinds.ts';
import type { Seen } from '../read/seen.ts';

/**
 * By kind the order of what came at one instant: by place, and among those of one by action, feature and values, so that it
 * is the same wherever the activities are read from.
 */
export function ranksOf(v: Seen, placeOf: (kind: Kind) => number): Int32Array {
  const textOf = ({ action, feature, values }: Kind) => JSON.stringify([action, feature, [...values].sort()]);
  const sorted = v.kinds
    .map((kind) => ({ no: kind.no, place: placeOf(kind), text: textOf(kind) }))
    .sort((a, b) => a.place - b.place || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const ranks = new Int32Array(v.kindCount);
  sorted.forEach(({ no }, i) => {
    ranks[no] = i;
  });
  return ranks;
}
