import { calendarDay, monthOf, weekdayName } from '../../format/date.ts';
import { weeksOf } from './days.ts';

interface MonthProps {
  /** Any day of it. */
  readonly month: string;
  readonly weekStart: number;
  readonly today: string;
  /** First and last of the chosen days. */
  readonly low: string;
  readonly high: string;
  readonly focused: string;
  readonly onPress: (day: string) => void;
  readonly onPoint: (day: string | null) => void;
}

/** A month's days under their weekdays. */
export function Month(props: MonthProps) {
  const { month, weekStart, today, low, high, focused, onPress, onPoint } = props;
  return (
    <table className="w-full border-separate border-spacing-y-0.5 text-center text-sm">
      <caption className="h-7 text-sm leading-7 font-medium">{monthOf(month)}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, i) => weekdayName((weekStart + i) % 7)).map((weekday) => (
            <th key={weekday} scope="col" className="h-6 text-2xs font-normal text-ink-3">
              {weekday.slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onMouseLeave={() => onPoint(null)}>
        {weeksOf(month, weekStart).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place of the week
              <td key={i} className={day && day >= low && day <= high ? spanOf(day, low, high) : ''}>
                {day && (
                  <button
                    type="button"
                    data-day={day}
                    tabIndex={day === focused ? 0 : -1}
                    disabled={day > today}
                    aria-pressed={day >= low && day <= high}
                    aria-current={day === today ? 'date' : undefined}
                    aria-label={calendarDay(day)}
                    onClick={() => onPress(day)}
                    onMouseEnter={() => onPoint(day)}
                    className={`h-8 w-full rounded-md hover:bg-line disabled:text-ink-3/45 disabled:hover:bg-transparent sm:h-7 ${day === low || day === high ? 'bg-ink! font-medium text-surface' : ''} ${day === today ? 'underline underline-offset-3' : ''}`}
                  >
                    {Number(day.slice(8))}
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What lies between the two ends is one band. */
const spanOf = (day: string, low: string, high: string) =>
  `bg-sunken ${day === low ? 'rounded-s-md' : ''} ${day === high ? 'rounded-e-md' : ''}`;
