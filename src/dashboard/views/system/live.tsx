import { CircleAlert, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import * as texts from '#texts/system.ts';
import { clock } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';

interface LiveProps {
  /** Of what is shown; absent while nothing is. */
  readonly computedAt: string | undefined;
  readonly zone: string;
  readonly error: unknown;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
}

/** Whether the page follows the system, how old it is, and the way to hold it still. */
export function Live({ computedAt, zone, error, paused, onPause }: LiveProps) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = computedAt ? Math.max(0, Math.round((now - Date.parse(computedAt)) / 1000)) : 0;
  const Icon = paused ? Play : Pause;
  return (
    <div className="flex items-center gap-3">
      {computedAt && (
        <p
          className={`flex items-center gap-2 text-sm ${error ? 'text-bad' : 'text-ink-3'}`}
          title={clock(computedAt, zone)}
        >
          {error ? (
            <CircleAlert className="size-4" aria-hidden="true" />
          ) : (
            <span
              className={`size-2 rounded-full ${paused ? 'bg-line-strong' : 'animate-pulse bg-good'}`}
              aria-hidden="true"
            />
          )}
          {texts.age(error ? 'error' : paused ? 'paused' : 'live', seconds)}
        </p>
      )}
      <Button onClick={() => onPause(!paused)}>
        <Icon className="size-4" aria-hidden="true" /> {paused ? texts.resume : texts.pause}
      </Button>
    </div>
  );
}
