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
  const numbers = values.map((v) => v ?? 0);
  if (numbers.length < 2) return <div className={className} />;
  const low = Math.min(floating ? Number.POSITIVE_INFINITY : 0, ...numbers);
  const high = Math.max(...numbers, low + 1);
  const x = (i: number) => (i / (numbers.length - 1)) * WIDTH;
  const y = (v: number) => HEIGHT - 2 - ((v - low) / (high - low)) * (HEIGHT - 4);
  const spots = numbers.map((v, i) => `${x(i).toFixed(2)},${y(v).toFixed(2)}`);
  const last = spots.at(-1);
  const line = `M${spots.join('L')}`;
  return (
    <svg
      className={`${className} overflow-visible text-tint`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`${line}L${WIDTH},${HEIGHT}L0,${HEIGHT}Z`} fill="currentColor" opacity="0.1" />
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
