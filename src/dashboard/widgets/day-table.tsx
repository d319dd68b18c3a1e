import { calendarDay } from '../format/date.ts';
import { exact } from '../format/number.ts';

/** The calendar's numbers as a table, newest first. */
export function DayTable({ days }: { days: readonly { day: string; activities: number }[] }) {
  if (days.length === 0) return null;
  const newestFirst = [...days].sort((a, b) => (a.day < b.day ? 1 : -1));
  return (
    <details className="mt-2 text-sm">
      <summary className="link inline-block text-xs text-ink-2">As a table</summary>
      <div className="relative mt-2 max-h-60 overflow-y-auto rounded-md border border-line">
        <table className="w-full">
          <thead className="sticky top-0 bg-sunken text-xs text-ink-2">
            <tr>
              <th scope="col" className="px-3 py-1.5 text-left font-medium">
                Day
              </th>
              <th scope="col" className="px-3 py-1.5 text-right font-medium">
                Activities
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {newestFirst.map(({ day, activities }) => (
              <tr key={day}>
                <th scope="row" className="px-3 py-1 text-left font-normal text-ink-2">
                  {calendarDay(day)}
                </th>
                <td className="px-3 py-1 text-right">{exact(activities)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
