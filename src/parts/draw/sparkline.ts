import { SPARK_BOX, sparkPath } from '../../dashboard/ui/spark-path.ts';
import { svg } from './dom.ts';

/** The run of a number as a line without axes; nothing where no two points are told. */
export function sparkline(values: readonly (number | null)[], floating: boolean): SVGElement | null {
  const path = sparkPath(values, floating);
  return (
    path &&
    svg(
      'svg',
      { class: 'spark', viewBox: SPARK_BOX, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('path', { class: 'area', d: path.area }),
      svg('path', { class: 'line', d: path.line }),
      svg('path', { class: 'spot', d: path.last }),
    )
  );
}
