import { useMemo } from 'react';
import * as texts from '#texts/explore-funnel.ts';
import type { Funnel } from '../../../../contract/families/explore/funnel.ts';
import type { RunPoint } from '../../../numbers/run.ts';
import { PartOverTime } from '../part-over-time.tsx';

type Point = NonNullable<Funnel['series']>[number];

/** The part of each interval that got through all steps. */
const pointsOf = (series: readonly Point[] | null): RunPoint[] =>
  (series ?? []).map(({ start, end, unfinished, counts }) => ({
    start,
    end,
    unfinished,
    value: counts[0] ? counts.at(-1)! / counts[0] : null,
  }));

/** How many of those who began in an interval got through, against the comparison. */
export function FunnelTime({ report }: { report: Funnel }) {
  const { series, comparisonSeries, total, meta } = report;
  const points = useMemo(() => pointsOf(series), [series]);
  const before = useMemo(() => pointsOf(comparisonSeries), [comparisonSeries]);
  return (
    <PartOverTime
      label={texts.conversionOf}
      note={texts.conversionNote}
      points={points}
      before={before}
      total={total.conversion}
      previous={total.previousConversion}
      meta={meta}
    />
  );
}
