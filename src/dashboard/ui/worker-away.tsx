import * as ui from '#texts/ui.ts';
import * as texts from '#texts/worker-away.ts';
import type { ApiError } from '../../client/errors.ts';
import { useRange } from '../data/use-range.ts';
import { calendarDay, dayIn } from '../format/date.ts';
import { Button } from './button.tsx';

const DAY = 86_400_000;
/** Days that are shown up to the last one that is told. */
const SHOWN = 30;

interface WorkerAwayProps {
  readonly error: ApiError;
  readonly onRetry?: (() => void) | undefined;
}

/** A worker of the database is away that holds what was asked: what that means, and the way to what is told meanwhile. */
export default function WorkerAway({ error, onRetry }: WorkerAwayProps) {
  const { zone, setRange } = useRange();
  const { away, answeredUntil } = error.away;
  const until = answeredUntil === undefined ? null : Date.parse(answeredUntil);
  const day = (ago: number) => dayIn(zone, until! - ago * DAY);
  return (
    <div role="alert" className="panel flex flex-col items-start gap-2 p-6">
      <h2 className="text-lg font-semibold">{texts.partIsAway}</h2>
      <p className="text-ink-2">{texts.workerIsAway(away!)}</p>
      <p className="text-ink-2">{texts.nothingIsLost}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {until !== null && (
          <Button
            look="solid"
            onClick={() => setRange({ period: undefined, startDate: day(SHOWN), endDate: day(1) })}
          >
            {texts.showUpTo(calendarDay(day(1)))}
          </Button>
        )}
        {onRetry && <Button onClick={onRetry}>{ui.tryAgain}</Button>}
      </div>
    </div>
  );
}
