import { useMemo, useState } from 'react';
import type { Meta } from '../../../contract/common.ts';
import { ChartReadout } from '../../charts/chart-readout.tsx';
import { PART } from '../../format/number.ts';
import type { Run, RunPoint } from '../../numbers/run.ts';
import { later } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/states.tsx';

const TimeChart = later(() => import('../../charts/time-chart.tsx'));
const NONE: readonly RunPoint[] = [];

interface PartOverTimeProps {
  readonly label: string;
  readonly note: string;
  readonly points: readonly RunPoint[];
  readonly before?: readonly RunPoint[];
  readonly total: number | null;
  readonly previous?: number | null;
  readonly meta: Meta;
}

/** A part of people by interval, against the comparison where there is one. */
export function PartOverTime(props: PartOverTimeProps) {
  const { label, note, points, before = NONE, total, previous = null, meta } = props;
  const [index, setIndex] = useState<number | null>(null);
  const run = useMemo(
    (): Run => ({
      label,
      category: 'features',
      definition: note,
      unit: PART,
      points: [...points],
      before: [...before],
      part: null,
      stock: false,
      good: 'up',
      total: { current: total ?? 0, previous },
      meta,
    }),
    [label, note, points, before, total, previous, meta],
  );
  return (
    <div data-tint="features" className="panel">
      <ChartReadout run={run} index={index} />
      <TimeChart
        run={run}
        index={index}
        onIndex={setIndex}
        meanwhile={<Skeleton className="mx-4 mb-4 h-70" />}
      />
    </div>
  );
}
