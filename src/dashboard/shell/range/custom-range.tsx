import { type FormEvent, useId, useState } from 'react';
import * as texts from '#texts/range.ts';
import { DEFAULT_PERIOD } from '../../data/url/range.ts';
import { useRange } from '../../data/use-range.ts';
import { dayIn } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';
import { Calendar } from './calendar.tsx';
import { daysOfPeriod, isDay } from './days.ts';

const FIELD = 'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink';

/** An address may name instants, or what is no day. */
function dayOf(text: string | undefined): string | undefined {
  const day = text?.slice(0, 10);
  return isDay(day) ? day : undefined;
}

/** First and last day, both included. */
export function CustomRange({
  onApply,
}: {
  onApply: (dates: { startDate: string; endDate: string }) => void;
}) {
  const { range, zone } = useRange();
  const today = dayIn(zone, Date.now());
  const shown = daysOfPeriod(range.period ?? DEFAULT_PERIOD, today);
  const [start, setStart] = useState(dayOf(range.startDate) ?? shown.startDate);
  const [end, setEnd] = useState(dayOf(range.endDate) ?? shown.endDate);
  const errorId = useId();
  const inverted = start !== '' && end !== '' && end < start;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!inverted && start && end) onApply({ startDate: start, endDate: end });
  };
  return (
    <form className="flex flex-col gap-2" onSubmit={submit}>
      <Calendar
        startDate={start}
        endDate={end}
        today={today}
        onDays={(days) => {
          setStart(days.startDate);
          setEnd(days.endDate);
        }}
      />
      <div className="grid px-3 pb-3 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
        <label className="text-xs text-ink-3">
          {texts.firstDay}
          <input type="date" className={FIELD} value={start} onChange={(e) => setStart(e.target.value)} />
        </label>
        <label className="text-xs text-ink-3">
          {texts.lastDay}
          <input
            type="date"
            className={FIELD}
            value={end}
            aria-invalid={inverted}
            aria-describedby={inverted ? errorId : undefined}
            onChange={(e) => setEnd(e.target.value)}
          />
        </label>
        <Button type="submit" disabled={inverted || !start || !end}>
          {texts.apply}
        </Button>
      </div>
      {inverted && (
        <p id={errorId} role="alert" className="px-3 pb-3 text-xs text-bad">
          {texts.lastDayBeforeFirst}
        </p>
      )}
    </form>
  );
}
