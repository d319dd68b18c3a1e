import { decoded } from './lane.ts';
import { after, type Sink } from './sink.ts';
import type { Stretch } from './stretch.ts';

/** Tells a sink of rows in some stretches of time alone; these ascend and don't touch. */
export function onlyIn<Answer>(stretches: readonly Stretch[], sink: Sink<Answer>): Sink<Answer> {
  const bounds = Float64Array.from(stretches.flatMap(({ start, end }) => [start, end]));
  const into = decoded();
  const grow = (length: number) => {
    if (into.at.length >= length) return;
    into.at = new Float64Array(length);
    into.kinds = new Int32Array(length);
    into.counts = new Int32Array(length);
  };
  return {
    ...sink,
    // Only rows tell whether anything is left of somebody: no sink may go by the first and the last.
    wants(no, mark, first, last) {
      const place = after(bounds, first);
      const any = place % 2 === 1 || (place < bounds.length && bounds[place]! <= last);
      return any && sink.wants(no, mark, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    },
    rows(no, mark, { at, kinds, counts }, length) {
      grow(length);
      let left = 0;
      let place = -1;
      let until = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < length; i++) {
        const instant = at[i]!;
        if (instant >= until) {
          place = after(bounds, instant);
          until = bounds[place] ?? Number.POSITIVE_INFINITY;
        }
        if (place % 2 === 0) continue;
        into.at[left] = instant;
        into.kinds[left] = kinds[i]!;
        into.counts[left++] = counts[i]!;
      }
      if (left > 0) sink.rows(no, mark, into, left);
    },
  };
}
