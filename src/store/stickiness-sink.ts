import { createPresence } from './presence.ts';
import type { StickinessAnswer, StickinessQuestion } from './questions/stickiness.ts';
import type { Sink } from './sink.ts';

/** Tells on how many days people were there, and how many were on any of some days in a row. */
export function stickinessSink(q: StickinessQuestion, highest: number): Sink<StickinessAnswer> {
  const { room, list, told } = createPresence(q, q.days, highest);
  const count = q.days.length - 1;
  return {
    ...told,
    answer() {
      /** By length and day: how many more are there than on the day before. */
      const more = q.lengths.map(() => new Float64Array(count + 1));
      const windows = Math.max(0, Math.floor((count - q.from) / q.of));
      const times = new Float64Array(windows * q.of);
      const own = new Int32Array(windows);
      const listed: number[] = [];
      const days = new Int32Array(count);
      for (let place = 0; place < room; place++) {
        const here = days.subarray(0, list(place, days));
        if (here.length === 0) continue;
        for (let i = 0; i < q.lengths.length; i++) {
          const changes = more[i]!;
          let until = -1;
          for (const day of here) {
            if (day > until) {
              if (until >= 0) changes[until]!--;
              changes[day]!++;
            }
            until = Math.min(count, day + q.lengths[i]!);
          }
          changes[until]!--;
        }
        own.fill(0);
        for (const day of here) {
          const window = Math.floor((day - q.from) / q.of);
          if (window >= 0 && window < windows) own[window]!++;
        }
        for (let window = 0; window < windows; window++)
          if (own[window]! > 0) times[window * q.of + own[window]! - 1]!++;
        if (q.list) {
          const { start, end, least, most } = q.list;
          const n = here.reduce((sum, day) => sum + (day >= start && day < end ? 1 : 0), 0);
          if (n >= least && n <= most) listed.push(place);
        }
      }
      return { distinct: more.map(summed), times, list: q.list && Int32Array.from(listed) };
    },
  };
}

/** Running sums, without the place behind the last. */
function summed(changes: Float64Array): Float64Array {
  for (let i = 1; i < changes.length; i++) changes[i]! += changes[i - 1]!;
  return changes.subarray(0, -1);
}
