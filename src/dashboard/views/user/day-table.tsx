import * as texts from '#texts/user.ts';
import { calendarDay } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';

interface Day {
  readonly day: string;
  readonly activities: number;
}

const COLUMNS: readonly Column<Day>[] = [
  {
    name: 'day',
    label: texts.day,
    cell: ({ day }) => <span className="text-ink-2">{calendarDay(day)}</span>,
  },
  { name: 'activities', label: texts.activities, cell: ({ activities }) => exact(activities) },
];

/** The calendar's numbers as a table, newest first. */
export function DayTable({ days }: { days: readonly Day[] }) {
  if (days.length === 0) return null;
  const newestFirst = [...days].sort((a, b) => (a.day < b.day ? 1 : -1));
  return (
    <details className="mt-2 text-sm">
      <summary className="link inline-block text-xs text-ink-2 print:hidden">{texts.asATable}</summary>
      <DataTable
        label={texts.daysAsTable}
        columns={COLUMNS}
        rows={newestFirst}
        keyOf={({ day }) => day}
        className="mt-2 rounded-md border border-line"
      />
    </details>
  );
}
