import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import * as nouns from '#texts/nouns.ts';
import * as texts from '#texts/user.ts';
import { calendarDay } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { DayTable } from './day-table.tsx';
import { gridWidth, HeatGrid, HeatLegend, HeatNeedle } from './heat-grid.tsx';
import { type HeatDay, heatDays } from './heat-map-days.ts';
import { WeekdayBars } from './weekday-bars.tsx';

/** Left and right go by weeks, up and down by days, as the squares lie. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -7,
  ArrowRight: 7,
  ArrowUp: -1,
  ArrowDown: 1,
};

interface HeatMapProps {
  readonly days: readonly { day: string; activities: number }[];
  /** The last one of the year: `2026-03-15`. */
  readonly last: string;
  readonly onDay: (day: string) => void;
}

/** A year of days; each opens its timeline. Arrow keys walk the calendar, Enter opens. */
export function HeatMap({ days, last: lastDay, onDay }: HeatMapProps) {
  const grid = useMemo(() => heatDays(days, lastDay), [days, lastDay]);
  const [at, setAt] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A phone shows the latest weeks first.
    const box = scroller.current;
    if (box) box.scrollLeft = box.scrollWidth;
  }, []);

  const last = grid.length - 1;
  const pointed = at === null ? undefined : grid[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (event.key === 'Enter' && pointed) return onDay(pointed.day);
    if (!step) return;
    event.preventDefault();
    setAt(at === null ? last : Math.max(0, Math.min(last, at + step)));
  };
  const open = (event: SyntheticEvent) => {
    const day = grid[indexUnder(event) ?? -1];
    if (day) onDay(day.day);
  };
  const summaryId = useId();
  const whole = summary(grid);
  const words = pointed ? spoken(pointed) : whole;
  return (
    <div className="panel p-4" data-tint="users">
      <div className="flex gap-8">
        {/* Time runs to the right in every chart. */}
        <div ref={scroller} dir="ltr" className="overflow-x-auto">
          <div
            role="slider"
            tabIndex={0}
            aria-label={texts.calendar}
            aria-describedby={summaryId}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={at ?? last}
            aria-valuetext={words}
            onKeyDown={onKeyDown}
            onBlur={() => setAt(null)}
            onClick={open}
            onPointerOver={(event) => setAt(indexUnder(event))}
            onPointerLeave={() => setAt(null)}
            className="relative cursor-pointer rounded-sm -outline-offset-2"
            style={{ width: gridWidth(grid) }}
          >
            <HeatGrid days={grid} />
            {pointed && <HeatNeedle day={pointed} />}
          </div>
        </div>
        <WeekdayBars days={grid} />
      </div>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 text-xs text-ink-3">
        <p className={pointed ? 'font-medium text-ink' : ''}>{words}</p>
        <HeatLegend />
      </div>
      <p id={summaryId} className="sr-only">
        {sentence(grid, whole)}
      </p>
      <DayTable days={days} />
    </div>
  );
}

function indexUnder({ target }: SyntheticEvent): number | null {
  const index = target instanceof SVGElement ? target.dataset.index : undefined;
  return index === undefined ? null : Number(index);
}

const spoken = ({ day, activities }: HeatDay) =>
  `${calendarDay(day)}: ${exact(activities)} ${nouns.activities(activities)}`;

function summary(grid: readonly HeatDay[]): string {
  const active = grid.filter((d) => d.activities > 0);
  const total = active.reduce((sum, d) => sum + d.activities, 0);
  return texts.onDays(exact(total), nouns.activities(total), active.length, exact(active.length));
}

/** The year for those who hear it: how much, the fullest day, the first and the last. */
function sentence(grid: readonly HeatDay[], whole: string): string {
  const active = grid.filter((d) => d.activities > 0);
  const [first, last] = [active[0], active.at(-1)];
  const [most] = active.toSorted((a, b) => b.activities - a.activities);
  if (!first || !last || !most) return `${whole}.`;
  return texts.calendarSummary(whole, spoken(most), calendarDay(first.day), calendarDay(last.day));
}
