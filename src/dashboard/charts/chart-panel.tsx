import { useNavigate } from '@tanstack/react-router';
import { ChartSpline, Table2 } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/charts.ts';
import type { ChartSearch } from '../data/url/views.ts';
import { trendOf } from '../format/trend.ts';
import { Explain } from '../numbers/explain.tsx';
import type { Run } from '../numbers/run.ts';
import { later } from '../ui/later.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/states.tsx';
import { ChartReadout } from './chart-readout.tsx';

const TimeChart = later(() => import('./time-chart.tsx'));
const ChartTools = later(() => import('./chart-tools.tsx'));
const NoteList = later(() => import('./notes/note-list.tsx'));
const SeriesTable = later(() => import('./series-table.tsx'));
const VIEWS = [
  { value: 'chart', label: texts.chart, Icon: ChartSpline },
  { value: 'table', label: texts.table, Icon: Table2 },
] as const;
const NOT_YET = <Skeleton className="mx-4 mb-4 h-70" />;

interface ChartPanelProps {
  /** Every series on offer, by its name in the address. */
  readonly series: Readonly<Record<string, { readonly label: string }>>;
  readonly name: string;
  readonly run: Run;
  readonly view: ChartSearch['view'];
}

/** The whole range's number behind the chart. */
function ChartNumber({ run }: { run: Run }) {
  const { label, definition, unit, total, meta, opens, stock } = run;
  const { current, previous } = total;
  const trend = previous === null ? null : trendOf(current, previous);
  return (
    <Explain
      of={{ name: label, definition, value: current, unit, trend, meta, opens, stock }}
      className="print:hidden"
    >
      {texts.aboutThisNumber}
    </Explain>
  );
}

/** One series over the range, as a chart with its comparison or as a table of the same numbers. */
export function ChartPanel({ series, name, run, view }: ChartPanelProps) {
  const navigate = useNavigate();
  const [index, setIndex] = useState<number | null>(null);
  const show = (change: Partial<ChartSearch>) => {
    const search = (previous: ChartSearch) => ({ ...previous, ...change });
    void navigate({ to: '.', search, replace: true, resetScroll: false });
  };
  return (
    <section id="chart" aria-label={texts.overTime} data-tint={run.category} className="panel scroll-mt-4">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-4">
        <Select
          aria-label={texts.series}
          className="font-medium"
          value={name}
          onChange={(e) => {
            setIndex(null);
            show({ metric: e.target.value });
          }}
        >
          {Object.entries(series).map(([option, { label }]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </Select>
        <div className="flex items-center gap-1">
          <ChartTools run={run} meanwhile={<div className="h-8 w-17" />} />
          <Segmented
            compact
            label={texts.shownAs}
            value={view ?? 'chart'}
            options={VIEWS}
            onChange={(chosen) => show({ view: chosen === 'table' ? 'table' : undefined })}
          />
        </div>
      </div>
      {view !== 'table' && <ChartReadout run={run} index={index} />}
      {view === 'table' ? (
        <SeriesTable run={run} meanwhile={NOT_YET} />
      ) : (
        <TimeChart run={run} index={index} onIndex={setIndex} meanwhile={NOT_YET} />
      )}
      <NoteList run={run} />
      <p className="flex flex-wrap gap-x-3 border-t border-line px-4 py-2.5 text-xs text-ink-3">
        {run.definition} <ChartNumber run={run} />
      </p>
    </section>
  );
}
