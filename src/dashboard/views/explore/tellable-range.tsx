import * as texts from '#texts/explore.ts';
import { ApiError } from '../../../client/errors.ts';
import { useRange } from '../../data/use-range.ts';
import { calendarDay, dayIn } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';

const EARLIEST = /earliest instant that can be served is (\S+Z)/;
const DAY = 86_400_000;

/** Where retention has left no order, the way to the first day that has one. */
export function TellableRange({ error }: { error: unknown }) {
  const { zone, setRange } = useRange();
  const told = error instanceof ApiError ? EARLIEST.exec(Object.values(error.fields).join(' ')) : null;
  if (!told) return null;
  // The first whole day from there on.
  const day = dayIn(zone, Date.parse(told[1]!) + DAY - 1);
  return (
    <p className="mt-3">
      <Button
        look="solid"
        onClick={() => setRange({ period: undefined, startDate: day, endDate: dayIn(zone, Date.now()) })}
      >
        {texts.canBeToldFrom(calendarDay(day))}
      </Button>
    </p>
  );
}
