/** Work in steps: between two of them it can be put aside, or given up. */
export type Steps<T> = Generator<void, T>;

/** All of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Lets the event loop go on between two slices.
 *
 * @param slice how long one may hold it, in milliseconds
 * @param check is called between them; gives the work up by throwing
 */
export async function inSlices<T>(steps: Steps<T>, slice: number, check: () => void): Promise<T> {
  for (let began = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < slice) continue;
    await new Promise(setImmediate);
    check();
    began = performance.now();
  }
}

/**
 * The same, given up once it has worked for so long: what others do in between doesn't count.
 *
 * @param budget milliseconds
 * @returns null where it was given up
 */
export function* within<T>(steps: Steps<T>, budget: number): Steps<T | null> {
  for (let left = budget; left > 0; ) {
    const began = performance.now();
    const step = steps.next();
    if (step.done) return step.value;
    left -= performance.now() - began;
    yield;
  }
  return null;
}
