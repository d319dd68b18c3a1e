import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import * as texts from '#texts/range.ts';
import { WEEK_START } from '../../format/week.ts';
import { Button } from '../../ui/button.tsx';
import { readingKey } from '../../ui/direction.ts';
import { addMonths, type Days, dayForKey, firstOfMonth } from './days.ts';
import { Month } from './month.tsx';

interface CalendarProps extends Days {
  /** Later days can't be chosen. */
  readonly today: string;
  readonly onDays: (days: Days) => void;
}

/** Where the locale has it; “this week” and a chart's weeks are those of ISO 8601 everywhere. */
const weekStart = WEEK_START;

/** Two months to choose a first and a last day in: by two presses, or the arrow keys and Enter. */
export function Calendar({ startDate, endDate, today, onDays }: CalendarProps) {
  const box = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(endDate > today ? today : endDate);
  const [pointed, setPointed] = useState<string | null>(null);
  /** The first of two presses. */
  const [from, setFrom] = useState<string | null>(null);
  const moved = useRef(false);
  const second = firstOfMonth(focused);
  const months = [addMonths(second, -1), second];

  useEffect(() => {
    if (moved.current) box.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
    moved.current = false;
  }, [focused]);

  const press = (day: string) => {
    setFocused(day);
    if (from === null) {
      setFrom(day);
      return onDays({ startDate: day, endDate: day });
    }
    setFrom(null);
    return onDays(day < from ? { startDate: day, endDate: from } : { startDate: from, endDate: day });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = dayForKey(focused, { key: readingKey(event.key), shiftKey: event.shiftKey }, weekStart);
    if (to === null) return;
    event.preventDefault();
    moved.current = true;
    const day = to > today ? today : to;
    setFocused(day);
    if (from !== null) setPointed(day);
  };
  const turn = (months: number) => {
    const to = addMonths(focused, months);
    setFocused(to > today ? today : to);
  };
  const other = from !== null && pointed !== null ? pointed : null;
  const [low, high] =
    from !== null && other !== null ? (other < from ? [other, from] : [from, other]) : [startDate, endDate];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the days within
    <div ref={box} onKeyDown={onKeyDown} className="relative px-3 pt-3">
      <div className="absolute inset-x-3 top-3 flex justify-between">
        <Button look="icon" className="size-7" aria-label={texts.earlierMonths} onClick={() => turn(-1)}>
          <ChevronLeft className="size-4 rtl:rotate-180" aria-hidden="true" />
        </Button>
        <Button
          look="icon"
          className="size-7"
          aria-label={texts.laterMonths}
          disabled={second === firstOfMonth(today)}
          onClick={() => turn(1)}
        >
          <ChevronRight className="size-4 rtl:rotate-180" aria-hidden="true" />
        </Button>
      </div>
      <div className="grid grid-cols-1 gap-5 md:grid-cols-2">
        {months.map((month, i) => (
          <div key={month} className={i === 0 ? 'max-md:hidden' : ''}>
            <Month
              month={month}
              weekStart={weekStart}
              today={today}
              low={low}
              high={high}
              focused={focused}
              onPress={press}
              onPoint={setPointed}
            />
          </div>
        ))}
      </div>
      <p role="status" className="mt-1 text-xs text-ink-3">
        {from === null ? texts.pressFirstLastDay : texts.nowLastDay}
      </p>
    </div>
  );
}
