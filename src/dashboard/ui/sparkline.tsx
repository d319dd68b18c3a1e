import { CURRENT } from './line-look.ts';
import { SPARK_BOX, sparkPath } from './spark-path.ts';

/** A line of a large chart, in small. */
const SMALLER = 0.75;

/** The run of a metric as a line without axes; the chart and its table tell the numbers. */
export function Sparkline({
  values,
  className = 'h-7 w-full',
  floating,
}: {
  values: readonly (number | null)[];
  className?: string;
  /** The floor is the lowest value instead of zero. */
  floating?: boolean | undefined;
}) {
  const path = sparkPath(values, floating);
  if (!path) return <div className={className} />;
  return (
    <svg
      className={`${className} overflow-visible text-tint`}
      viewBox={SPARK_BOX}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path.area} fill="currentColor" opacity="0.1" />
      <path
        d={path.line}
        fill="none"
        stroke="currentColor"
        strokeWidth={CURRENT.width * SMALLER}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={path.last}
        stroke="currentColor"
        strokeWidth="5"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
