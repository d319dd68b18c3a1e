const WIDTH = 100;
const HEIGHT = 28;

export const SPARK_BOX = `0 0 ${WIDTH} ${HEIGHT}`;

/**
 * The run of a number as paths in a box of its own: line, area under it, and its last spot. Null where no two values are told.
 *
 * @param floating the floor is the lowest value instead of zero: for stocks, which never come near it
 */
export function sparkPath(values: readonly (number | null)[], floating: boolean | undefined) {
  // What is not told is no zero: the line goes on past it.
  const told = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const numbers = told.map(({ value }) => value);
  if (numbers.length < 2) return null;
  const low = Math.min(floating ? Number.POSITIVE_INFINITY : 0, ...numbers);
  const high = Math.max(...numbers, low + 1);
  const x = (at: number) => ((at / (values.length - 1)) * WIDTH).toFixed(2);
  const y = (v: number) => HEIGHT - 2 - ((v - low) / (high - low)) * (HEIGHT - 4);
  const spots = told.map(({ value, at }) => `${x(at)},${y(value).toFixed(2)}`);
  const line = `M${spots.join('L')}`;
  const [from, to] = [told.at(0), told.at(-1)].map((end) => x(end?.at ?? 0));
  // A stroke of no length stays round however the box is stretched.
  return { line, area: `${line}L${to},${HEIGHT}L${from},${HEIGHT}Z`, last: `M${spots.at(-1)}l0,0` };
}
