import { useMemo, useState } from 'react';
import * as texts from '#texts/explore-funnel.ts';
import type { Funnel } from '../../../../contract/families/explore/funnel.ts';
import { ChartReadout } from '../../../charts/chart-readout.tsx';
import { PART } from '../../../format/number.ts';
import type { Run, RunPoint } from '../../../numbers/run.ts';
import { later } from '../../../ui/later.tsx';
import { Skeleton } from '../../../ui/states.tsx';

const TimeChart = later(() => import('../../../charts/time-chart.tsx'));

type Point = NonNullable<Funnel['series']>[number];

/** The part of each interval that got through all steps. */
const pointsOf = (series: readonly Point[] | null): RunPoint[] =>
  (series ?? []).map(({ start, end, counts }) => ({
    start,
    end,
    value: counts[0] ? counts.at(-1)! / counts[0] : null,
  }));

/** How many of those who began in an interval got through, against the comparison. */
export function FunnelTime({ report }: { report: Funnel }) {
  const [index, setIndex] = useState<number | null>(null);
  const run = useMemo(
    (): Run => ({
      label: texts.conversionOf,
      category: 'features',
      definition: texts.conversionNote,
      unit: PART,
      points: pointsOf(report.series),
      before: pointsOf(report.comparisonSeries),
      part: null,
      stock: false,
      good: 'up',
      total: { current: report.total.conversion ?? 0, previous: report.total.previousConversion },
      meta: report.meta,
    }),
    [report],
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
