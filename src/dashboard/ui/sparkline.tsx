import { CURRENT } from './line-look.ts';

const WIDTH = 100;
const HEIGHT = 28;
/** A line of a large chart, in small. */
const SMALLER = 0.75;

/** The run of a metric as a line without axes; the chart and its table tell the numbers. */
export function Sparkline({
  values,
  className = 'h-7 w-full',
  floating = false,
}: {
  values: readonly (number | null)[];
  className?: string;
  /** The floor is the lowest value instead of zero: for stocks, which never come near it. */
  floating?: boolean | undefined;
}) {
  // What is not told is no zero: the line goes on past it.
  const told = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const numbers = told.map(({ value }) => value);
  if (numbers.length < 2) return <div className={className} />;
  const low = Math.min(floating ? Number.POSITIVE_INFINITY : 0, ...numbers);
  const high = Math.max(...numbers, low + 1);
  const x = (at: number) => ((at / (values.length - 1)) * WIDTH).toFixed(2);
  const y = (v: number) => HEIGHT - 2 - ((v - low) / (high - low)) * (HEIGHT - 4);
  const spots = told.map(({ value, at }) => `${x(at)},${y(value).toFixed(2)}`);
  const last = spots.at(-1);
  const line = `M${spots.join('L')}`;
  const [from, to] = [told.at(0), told.at(-1)].map((end) => x(end?.at ?? 0));
  return (
    <svg
      className={`${className} overflow-visible text-tint`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`${line}L${to},${HEIGHT}L${from},${HEIGHT}Z`} fill="currentColor" opacity="0.1" />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth={CURRENT.width * SMALLER}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {/* A stroke of no length stays round however the box is stretched. */}
      <path
        d={`M${last}l0,0`}
        stroke="currentColor"
        strokeWidth="5"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
