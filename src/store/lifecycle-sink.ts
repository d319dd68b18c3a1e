import { createPresence } from './presence.ts';
import { LIFECYCLE, type LifecycleAnswer, type LifecycleQuestion } from './questions/lifecycle.ts';
import type { Sink } from './sink.ts';

const [NEW, RETURNING, RESURRECTED, DORMANT] = [0, 1, 2, 3] as const;

/** Tells of each period who came, came back and stayed away. */
export function lifecycleSink(q: LifecycleQuestion, highest: number): Sink<LifecycleAnswer> {
  const { room, list, before, told } = createPresence(q, q.periods, highest);
  const count = q.periods.length - 1;
  return {
    ...told,
    answer() {
      const counts = new Float64Array((count - 1) * LIFECYCLE.length);
      const listed: number[] = [];
      const there = new Int32Array(count);
      const note = (place: number, period: number, state: number) => {
        if (period === 0 || period >= count) return;
        counts[(period - 1) * LIFECYCLE.length + state]!++;
        if (q.list && q.list.period === period && LIFECYCLE[state] === q.list.state) listed.push(place);
      };
      for (let place = 0; place < room; place++) {
        const length = list(place, there);
        let last = before(place) ? -2 : null;
        for (let i = 0; i < length; i++) {
          const period = there[i]!;
          note(place, period, last === null ? NEW : last === period - 1 ? RETURNING : RESURRECTED);
          if (i === length - 1 || there[i + 1] !== period + 1) note(place, period + 1, DORMANT);
          last = period;
        }
      }
      return { counts, list: q.list && Int32Array.from(listed) };
    },
  };
}
