import * as texts from '#texts/chart-tools.ts';
import { exact } from '../format/number.ts';
import { trendOf } from '../format/trend.ts';
import { type Reading, readingAt } from '../numbers/reading.ts';
import type { Run } from '../numbers/run.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';

type Row = Reading & { readonly key: string };

/** The chart's numbers, newest first. */
export default function SeriesTable({ run }: { run: Run }) {
  const rows = run.points.map((point, i): Row => ({ key: point.start, ...readingAt(run, i) })).reverse();
  const columns: Column<Row>[] = [
    {
      name: 'start',
      label: run.meta.interval === 'hour' ? texts.hour : texts.interval,
      cell: ({ label }) => <span className="text-ink-2">{label}</span>,
    },
    {
      name: 'current',
      label: run.label,
      cell: ({ current, unit }) => (current === null ? '–' : exact(current, unit)),
    },
  ];
  return (
    <DataTable
      label={texts.asATable(run.label)}
      columns={run.meta.comparison ? [...columns, ...comparedBy(run)] : columns}
      rows={rows}
      keyOf={({ key }) => key}
      className="mx-4 my-3 rounded-md border border-line"
    />
  );
}

const comparedBy = ({ good }: Run): readonly Column<Row>[] => [
  {
    name: 'previous',
    label: texts.before,
    cell: ({ previous, previousLabel, unit }) => (
      <span className="text-ink-3" title={previousLabel ?? undefined}>
        {previous === null ? '–' : exact(previous, unit)}
      </span>
    ),
  },
  {
    name: 'change',
    label: texts.change,
    cell: ({ current, previous, unit }) =>
      current !== null &&
      previous !== null && <TrendBadge trend={trendOf(current, previous)} unit={unit} good={good} />,
  },
];
