import { getRouteApi } from '@tanstack/react-router';
import { ChartSpline, Table2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Analytics } from '../../contract/reports.ts';
import { SERIES, type SeriesName, seriesName, seriesNames } from '../metrics/series.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/states.tsx';
import type { AnalyticsSearch } from '../url/views.ts';
import { ChartReadout } from './chart-readout.tsx';
import { SeriesTable } from './series-table.tsx';

const TimeChart = lazy(() => import('./time-chart.tsx'));
const VIEWS = [
  { value: 'chart', label: 'Chart', Icon: ChartSpline },
  { value: 'table', label: 'Table', Icon: Table2 },
] as const;

const route = getRouteApi('/analytics');

/** One series over the range, as a chart with its comparison or as a table of the same numbers. */
export function ChartPanel({ analytics, search }: { analytics: Analytics; search: AnalyticsSearch }) {
  const navigate = route.useNavigate();
  const [index, setIndex] = useState<number | null>(null);
  const name = seriesName(search.metric);
  const def = SERIES[name];
  const show = (change: Partial<AnalyticsSearch>) =>
    void navigate({ search: (previous) => ({ ...previous, ...change }), replace: true, resetScroll: false });
  return (
    <section id="chart" aria-label="Over time" data-tint={def.category} className="panel scroll-mt-4">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-4">
        <Select
          aria-label="Series"
          className="font-medium"
          value={name}
          onChange={(e) => {
            setIndex(null);
            show({ metric: e.target.value });
          }}
        >
          {seriesNames.map((option) => (
            <option key={option} value={option}>
              {SERIES[option].label}
            </option>
          ))}
        </Select>
        <Segmented
          label="Shown as"
          value={search.view ?? 'chart'}
          options={VIEWS}
          onChange={(view) => show({ view: view === 'table' ? 'table' : undefined })}
        />
      </div>
      {search.view === 'table' ? (
        <SeriesTable analytics={analytics} name={name} />
      ) : (
        <Chart analytics={analytics} name={name} index={index} onIndex={setIndex} />
      )}
      <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">{def.definition}</p>
    </section>
  );
}

interface ChartProps {
  readonly analytics: Analytics;
  readonly name: SeriesName;
  readonly index: number | null;
  readonly onIndex: (index: number | null) => void;
}

function Chart({ analytics, name, index, onIndex }: ChartProps) {
  return (
    <>
      <ChartReadout analytics={analytics} name={name} index={index} />
      <Suspense fallback={<Skeleton className="mx-4 mb-4 h-70" />}>
        <TimeChart analytics={analytics} name={name} index={index} onIndex={onIndex} />
      </Suspense>
    </>
  );
}
