import { type Meet, oneByOne } from './ordered.ts';
import type { FunnelQuestion } from './questions/funnel.ts';
import { createSlots } from './slots.ts';

/**
 * What became of a try.
 *
 * @param reached steps, from 1
 * @param first kind of the activity that it began with
 * @param times instants of the steps in the order in which they came, from `at` on; overwritten afterwards
 * @param open it may still go on
 */
export type TellTry = (
  user: number,
  reached: number,
  first: number,
  times: Float64Array,
  at: number,
  open: boolean,
) => void;

/** Tells tries of activities that come in order, user by user. */
export interface Tries {
  /** Numbers that are held of a user. */
  readonly held: number;
  readonly meet: Meet;
  /** Those who were met won't be met again. */
  end(): void;
}

export function createTries(q: FunnelQuestion, room: number, tell: TellTry): Tries {
  if (q.every) return everyTry(q, room, tell);
  return q.order === 'any' ? bestInAnyOrder(q, room, tell) : bestInOrder(q, room, tell);
}

const isIn = ({ begins }: FunnelQuestion, instant: number): boolean =>
  instant >= begins.start && instant < begins.end;

/**
 * The furthest try of each. Of every step the chain of steps that ends with it and began last is kept: whatever can be
 * reached from an earlier one can be from this. A step's chain is its kind of the first, its length (0 for none) and its
 * instants.
 */
function bestInOrder(q: FunnelQuestion, room: number, tell: TellTry): Tries {
  const { size, steps, excluded, window } = q;
  const strict = q.order === 'strict';
  const width = size + 2;
  // The last one is the best so far.
  const known = createSlots(room, width * (size + 1));
  /** By kind: the steps whose chains it may change, as bits. Activities of one instant are as different as any. */
  const touched = steps.map((is, kind) => (strict ? -1 : is | excluded[kind]!) & (2 ** size - 1));
  const copy = (from: number, to: number, length: number) => {
    const { numbers } = known;
    for (let i = 0; i < length; i++) numbers[to + i] = numbers[from + i]!;
  };
  const begins = (instant: number, kind: number) => (steps[kind]! & 1) === 1 && isIn(q, instant);
  return {
    held: known.size,
    meet(user, at, kinds, count) {
      let next = 0;
      let base = known.of(user);
      if (base < 0) {
        while (next < count && !begins(at[next]!, kinds[next]!)) next++;
        if (next === count) return;
        base = known.take(user);
      }
      const { numbers } = known;
      const best = base + width * size;
      for (; next < count; next++) {
        const instant = at[next]!;
        const kind = kinds[next]!;
        const is = steps[kind]!;
        // The last step first: no activity takes two steps of one chain.
        for (let left = touched[kind]!; left !== 0; ) {
          const step = 31 - Math.clz32(left);
          left ^= 1 << step;
          const own = base + width * step;
          const before = own - width;
          const extended =
            ((is >> step) & 1) === 1 &&
            (step === 0
              ? isIn(q, instant)
              : numbers[before + 1]! > 0 && instant - numbers[before + 2]! <= window);
          if (!extended) {
            if (strict || ((excluded[kind]! >> step) & 1) === 1) numbers[own + 1] = 0;
            continue;
          }
          if (step > 0) copy(before, own, 2 + step);
          else numbers[own] = kind;
          numbers[own + 1] = step + 1;
          numbers[own + 2 + step] = instant;
          if (step + 1 > numbers[best + 1]!) copy(own, best, 3 + step);
        }
      }
    },
    end() {
      const { numbers } = known;
      for (const user of known.users) {
        const base = known.of(user);
        const best = base + width * size;
        const reached = numbers[best + 1]!;
        const last = base + width * (reached - 1);
        const open = reached < size && numbers[last + 1]! > 0 && numbers[last + 2]! + window > q.now;
        tell(user, reached, numbers[best]!, numbers, best + 2, open);
      }
      known.clear();
    },
  };
}

/**
 * The most steps within a window, whichever comes first. Of each step the last instant in the range is kept and the last
 * one after it, each with its kind; a try begins in the range.
 */
function bestInAnyOrder(q: FunnelQuestion, room: number, tell: TellTry): Tries {
  const { size, steps, excluded, window } = q;
  const IN = 0;
  const AFTER = 2 * size;
  const BEST = 4 * size;
  const known = createSlots(room, BEST + size + 2);
  const scratch = new Float64Array(size);
  /** Of the steps that are done within a window that ends with an instant: their latest instants, and the first's kind. */
  const done = (base: number, instant: number): { reached: number; first: number } => {
    const { numbers } = known;
    let reached = 0;
    let first = -1;
    let begun = Number.POSITIVE_INFINITY;
    let any = false;
    for (let step = 0; step < size; step++) {
      const inside = numbers[base + IN + step]!;
      const isInside = inside > 0 && instant - inside <= window;
      any ||= isInside;
      const from = isInside ? IN : AFTER;
      const at = numbers[base + from + step]!;
      if (at === 0 || instant - at > window) continue;
      scratch[reached++] = at;
      if (at >= begun) continue;
      begun = at;
      first = numbers[base + from + size + step]!;
    }
    return { reached: any ? reached : 0, first };
  };
  return {
    held: known.size,
    meet: oneByOne((user, instant, kind) => {
      const is = steps[kind]!;
      const within = isIn(q, instant);
      let base = known.of(user);
      if (base < 0) {
        if (is === 0 || !within) return;
        base = known.take(user);
      }
      const { numbers } = known;
      const own = within ? IN : AFTER;
      const set = () => {
        for (let step = 0; step < size; step++) {
          if (((is >> step) & 1) === 0) continue;
          numbers[base + own + step] = instant;
          numbers[base + own + size + step] = kind;
        }
      };
      set();
      if (is !== 0) {
        const { reached, first } = done(base, instant);
        const best = base + BEST;
        if (reached > numbers[best + 1]!) {
          numbers[best] = first;
          numbers[best + 1] = reached;
          numbers.set(scratch.subarray(0, reached).sort(), best + 2);
        }
      }
      // What is a step itself begins anew.
      if (excluded[kind] === 0) return;
      numbers.fill(0, base, base + BEST);
      set();
    }),
    end() {
      const { numbers } = known;
      for (const user of known.users) {
        const base = known.of(user);
        const reached = numbers[base + BEST + 1]!;
        if (reached === 0) continue;
        const first = numbers[base + BEST]!;
        const times = scratch.slice();
        times.set(numbers.subarray(base + BEST + 2, base + BEST + 2 + reached));
        // Whoever has as many in a window that isn't over may do one more.
        const open = reached < size && done(base, q.now + 1).reached >= reached;
        tell(user, reached, first, times, 0, open);
      }
      known.clear();
    },
  };
}

/** One try after another: each ends with its last step, with what mustn't come, or with its window. */
function everyTry(q: FunnelQuestion, room: number, tell: TellTry): Tries {
  const { size, steps, excluded, window } = q;
  const any = q.order === 'any';
  const all = 2 ** size - 1;
  // The first's kind, the steps that are done as bits, how many they are, and their instants.
  const known = createSlots(room, size + 3);
  const close = (user: number, base: number, open: boolean) => {
    const { numbers } = known;
    const reached = numbers[base + 2]!;
    if (reached > 0) tell(user, reached, numbers[base]!, numbers, base + 3, open);
    numbers[base + 2] = 0;
    numbers[base + 1] = 0;
  };
  return {
    held: known.size,
    meet: oneByOne((user, instant, kind) => {
      const is = steps[kind]!;
      const first = any ? is : is & 1;
      let base = known.of(user);
      if (base < 0) {
        if (first === 0 || !isIn(q, instant)) return;
        base = known.take(user);
      }
      const { numbers } = known;
      let reached = numbers[base + 2]!;
      if (reached > 0 && instant - numbers[base + 3]! > window) {
        close(user, base, false);
        reached = 0;
      }
      if (reached > 0) {
        const done = numbers[base + 1]!;
        const more = any ? is & ~done : (is >> reached) & 1;
        if (more !== 0) {
          for (let step = 0; step < size; step++) {
            if (any ? ((more >> step) & 1) === 0 : step !== reached) continue;
            numbers[base + 1]! |= 1 << step;
            numbers[base + 3 + numbers[base + 2]!++] = instant;
          }
          if (numbers[base + 1] === all) close(user, base, false);
          return;
        }
        const stops = any ? excluded[kind] !== 0 : ((excluded[kind]! >> (reached - 1)) & 1) === 1;
        if (!stops && q.order !== 'strict') return;
        close(user, base, false);
      }
      if (first === 0 || !isIn(q, instant)) return;
      numbers[base] = kind;
      for (let step = 0; step < size; step++) {
        if (((first >> step) & 1) === 0) continue;
        numbers[base + 1]! |= 1 << step;
        numbers[base + 3 + numbers[base + 2]!++] = instant;
      }
      if (numbers[base + 1] === all) close(user, base, false);
    }),
    end() {
      const { numbers } = known;
      for (const user of known.users) {
        const base = known.of(user);
        close(user, base, numbers[base + 3]! + window > q.now);
      }
      known.clear();
    },
  };
}
