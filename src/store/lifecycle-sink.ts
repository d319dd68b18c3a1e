import { createPresence } from './presence.ts';
import { LIFECYCLE, type LifecycleAnswer, type LifecycleQuestion } from './questions/lifecycle.ts';
import type { Sink } from './sink.ts';

const [NEW, RETURNING, RESURRECTED, DORMANT] = [0, 1, 2, 3] as const;

/** Tells of each period who came, came back and stayed away. */
export function lifecycleSink(q: LifecycleQuestion, highest: number): Sink<LifecycleAnswer> {
  const { room, has, before, ...told } = createPresence(q, q.periods, highest);
  const count = q.periods.length - 1;
  return {
    ...told,
    answer() {
      const counts = new Float64Array((count - 1) * LIFECYCLE.length);
      const listed: number[] = [];
      for (let place = 0; place < room; place++) {
        let was = has(place, 0);
        let ever = was || before(place);
        for (let period = 1; period < count; period++) {
          const is = has(place, period);
          if (is || was) {
            const state = is ? (was ? RETURNING : ever ? RESURRECTED : NEW) : DORMANT;
            counts[(period - 1) * LIFECYCLE.length + state]!++;
            if (q.list && q.list.period === period && LIFECYCLE[state] === q.list.state) listed.push(place);
          }
          was = is;
          ever ||= is;
        }
      }
      return { counts, list: q.list && Int32Array.from(listed) };
    },
  };
}
