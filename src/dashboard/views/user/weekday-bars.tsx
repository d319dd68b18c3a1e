import * as texts from '#texts/user.ts';
import { weekdayName } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { Bar } from '../../ui/bar.tsx';
import { STEP, TOP } from './heat-grid.tsx';
import type { HeatDay } from './heat-map-days.ts';

/** The calendar's rows added up, each on the height of its row. */
export function WeekdayBars({ days }: { days: readonly HeatDay[] }) {
  const sums = [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    days.filter((d) => d.weekday === weekday).reduce((sum, d) => sum + d.activities, 0),
  );
  const most = Math.max(1, ...sums);
  return (
    <ul
      aria-label={texts.byWeekday}
      className="hidden min-w-0 flex-1 text-2xs xl:block"
      style={{ paddingTop: TOP }}
    >
      {sums.map((sum, weekday) => (
        <li
          key={weekdayName(weekday)}
          className="grid grid-cols-[2rem_1fr_3rem] items-center gap-3"
          style={{ height: STEP }}
        >
          <span className="text-ink-3">{weekdayName(weekday)}</span>
          <Bar part={sum / most} />
          <span className="text-end text-ink-2">{exact(sum)}</span>
        </li>
      ))}
    </ul>
  );
}
