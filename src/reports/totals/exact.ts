/** Sums by the path of their field, of which those that a number would round are told in full. */
export function exactOf(
  sums: Iterable<readonly [path: string, sum: bigint]>,
): Record<string, string> | undefined {
  const rounded = [...sums].filter(([, sum]) => !Number.isSafeInteger(Number(sum)));
  return rounded.length > 0
    ? Object.fromEntries(rounded.map(([path, sum]) => [path, String(sum)]))
    : undefined;
}
