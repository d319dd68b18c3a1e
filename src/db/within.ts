/**
 * Waits for work no longer than some milliseconds. The work itself goes on.
 *
 * @param late what is answered in its place then; where it throws, that is what is thrown
 * @throws what the work throws in time
 * @example await within(5_000, look(), () => null)
 */
export async function within<T, L>(
  ms: number,
  work: T | PromiseLike<T>,
  late: () => L,
): Promise<Awaited<T> | L> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  }).then(late);
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
