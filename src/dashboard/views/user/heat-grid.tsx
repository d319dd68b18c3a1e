import { memo } from 'react';
import * as texts from '#texts/user.ts';
import { monthName, weekdayName } from '../../format/date.ts';
import { type HeatDay, monthStarts } from './heat-map-days.ts';

const CELL = 13;
/** From one square to the next, and where the first row begins; the weekday bars share both. */
export const STEP = CELL + 3;
export const TOP = 18;
const LEFT = 30;
const NAMED_ROWS = [0, 2, 4];
const LEVELS = ['heat-0', 'heat-1', 'heat-2', 'heat-3', 'heat-4'] as const;

const xOf = (day: HeatDay) => LEFT + day.week * STEP;
const yOf = (day: HeatDay) => TOP + day.weekday * STEP;

/** Width of the whole drawing, in pixels. */
export const gridWidth = (days: readonly HeatDay[]): number =>
  LEFT + ((days[days.length - 1]?.week ?? 52) + 1) * STEP;

/** As wide as the name of a month gets. */
const LABEL = 32;

/** From its week on, where there is room for it; else up to the edge. */
const labelAt = (week: number, width: number) =>
  LEFT + week * STEP + LABEL <= width ? { x: LEFT + week * STEP } : { x: width, textAnchor: 'end' as const };

/** Days as squares, a column a week; each square carries its place among the days. */
export const HeatGrid = memo(function HeatGrid({ days }: { days: readonly HeatDay[] }) {
  return (
    <svg
      width={gridWidth(days)}
      height={TOP + 7 * STEP}
      viewBox={`0 0 ${gridWidth(days)} ${TOP + 7 * STEP}`}
      className="heat-grid"
      aria-hidden="true"
    >
      {monthStarts(days).map(({ week, day }) => (
        <text key={day} {...labelAt(week, gridWidth(days))} y={11} className="fill-ink-3 text-2xs">
          {monthName(day)}
        </text>
      ))}
      {NAMED_ROWS.map((row) => (
        <text key={row} x={0} y={TOP + row * STEP + 10} className="fill-ink-3 text-2xs">
          {weekdayName(row)}
        </text>
      ))}
      {days.map((day, i) => (
        <rect
          key={day.day}
          data-index={i}
          x={xOf(day)}
          y={yOf(day)}
          width={CELL}
          height={CELL}
          rx={3}
          className={LEVELS[day.level]}
        />
      ))}
    </svg>
  );
});

/** The frame around the day that is pointed at. */
export function HeatNeedle({ day }: { day: HeatDay }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute rounded-[5px] border-2 border-signal"
      style={{ left: xOf(day) - 2, top: yOf(day) - 2, width: CELL + 4, height: CELL + 4 }}
    />
  );
}

export function HeatLegend() {
  return (
    <p className="flex items-center gap-1" aria-hidden="true">
      {texts.fewer}
      <svg width={LEVELS.length * STEP} height={CELL} className="mx-1" aria-hidden="true">
        {LEVELS.map((level, i) => (
          <rect key={level} x={i * STEP} width={CELL} height={CELL} rx={3} className={level} />
        ))}
      </svg>
      {texts.more}
    </p>
  );
}
