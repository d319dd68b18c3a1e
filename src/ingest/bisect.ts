/**
 * Deals with a list of which the database refuses some: each half by itself, and so on, until those that it
 * refuses stand alone.
 *
 * @param write deals with a half; it comes back here where that half is refused too
 */
export async function bisect<T, R>(
  items: readonly T[],
  write: (half: readonly T[]) => Promise<Map<T, R>>,
  { alone }: { alone: (item: T) => R },
): Promise<Map<T, R>> {
  if (items.length === 1) return new Map([[items[0]!, alone(items[0]!)]]);
  const middle = Math.ceil(items.length / 2);
  const left = await write(items.slice(0, middle));
  const right = await write(items.slice(middle));
  return new Map([...left, ...right]);
}
