import { oneByOne } from './ordered.ts';
import type { PathsQuestion } from './questions/paths.ts';
import { createSlots } from './slots.ts';

/**
 * A try and its way.
 *
 * @param steps `reached` of them; they and their instants are overwritten afterwards
 * @param open it may still go on
 */
export type TellWay = (
  user: number,
  began: number,
  reached: number,
  steps: Int32Array,
  times: Float64Array,
  open: boolean,
) => void;

/**
 * Tells ways of activities that come in order, user by user. Of each user the last runs of a visit are known, a run being
 * one step, or several that fold; they are counted from 1, with 0 for what stands before a visit. No run has two tries
 * at once.
 */
export function createWays(q: PathsQuestion, room: number, tell: TellWay) {
  const { anchors, nodes, size, before, folds, every, gap, window, begins, now } = q;
  const most = size + 1;
  const [LAST, RUN, BEGUN] = [0, 1, 2];
  /** By run, modulo `most`: its step, its instant (the first of several, the last where steps before are told), and when a try began in it. */
  const STEP = 3;
  const AT = STEP + most;
  const BEGAN = AT + most;
  const known = createSlots(room, BEGAN + most);
  const steps = new Int32Array(size);
  const times = new Float64Array(size);

  const mayBegin = (base: number, instant: number): boolean =>
    instant >= begins.start && instant < begins.end && (every || known.numbers[base + BEGUN] === 0);
  /** Tells `run` and those after it, or before it, as far as the window goes. */
  const tellFrom = (user: number, base: number, run: number, until: number, began: number, open: boolean) => {
    const { numbers } = known;
    let reached = 0;
    for (let at = run; reached < size && (before ? at >= until : at <= until); at += before ? -1 : 1) {
      const time = numbers[base + AT + (at % most)]!;
      if (Math.abs(time - began) > window) break;
      steps[reached] = numbers[base + STEP + (at % most)]!;
      times[reached++] = time;
    }
    tell(user, began, reached, steps, times, open && reached < size);
  };
  const endVisit = (user: number, base: number, isOver: boolean) => {
    const { numbers } = known;
    const last = numbers[base + LAST]!;
    const run = numbers[base + RUN]!;
    const goesOn = !isOver && last + gap > now;
    if (before) {
      if (anchors || goesOn || !mayBegin(base, last)) return;
      numbers[base + BEGUN] = 1;
      tellFrom(user, base, run, 1, last, false);
      return;
    }
    for (let from = Math.max(0, run - size + 1); from <= run; from++) {
      const began = numbers[base + BEGAN + (from % most)]!;
      if (began === 0) continue;
      tellFrom(user, base, from + 1, run, began, goesOn && began + window > now && last - began <= window);
    }
  };
  /** What comes next is another run; the try that began so many runs ago has all its steps by it. */
  const nextRun = (user: number, base: number, instant: number, step: number): number => {
    const { numbers } = known;
    const run = ++numbers[base + RUN]!;
    numbers[base + STEP + (run % most)] = step;
    numbers[base + AT + (run % most)] = instant;
    if (before || run < size) return run;
    const from = run - size;
    const began = numbers[base + BEGAN + (from % most)]!;
    if (began > 0) tellFrom(user, base, from + 1, run, began, false);
    numbers[base + BEGAN + (from % most)] = 0;
    return run;
  };

  return {
    held: known.size,
    meet: oneByOne((user, instant, kind) => {
      const isAnchor = anchors !== null && anchors[kind] === 1;
      let base = known.of(user);
      if (base < 0) {
        // What comes before a beginning is nothing to the steps after it.
        if (!before && anchors && !(isAnchor && instant >= begins.start && instant < begins.end)) return;
        base = known.take(user);
      }
      const { numbers } = known;
      const last = numbers[base + LAST]!;
      const starts = last === 0 || instant - last > gap;
      if (starts) {
        if (last > 0) endVisit(user, base, true);
        numbers[base + RUN] = 0;
        numbers.fill(0, base + BEGAN, base + BEGAN + most);
        if (!anchors && !before && mayBegin(base, instant)) {
          numbers[base + BEGAN] = instant;
          numbers[base + BEGUN] = 1;
        }
      }
      numbers[base + LAST] = instant;
      const step = nodes[kind]!;
      let run = numbers[base + RUN]!;
      if (!folds || run === 0 || numbers[base + STEP + (run % most)] !== step) {
        run = nextRun(user, base, instant, step);
        if (before) numbers[base + BEGAN + (run % most)] = 0;
      } else if (before) numbers[base + AT + (run % most)] = instant;
      if (!isAnchor || !mayBegin(base, instant)) return;
      const own = base + BEGAN + (run % most);
      const earlier = numbers[own]!;
      if (earlier > 0 && instant - earlier <= window) return;
      if (earlier > 0 && !before) tell(user, earlier, 0, steps, times, false);
      numbers[own] = instant;
      numbers[base + BEGUN] = 1;
      if (before) tellFrom(user, base, run - 1, 1, instant, false);
    }),
    end(): void {
      for (const user of known.users) endVisit(user, known.of(user), false);
      known.clear();
    },
  };
}
