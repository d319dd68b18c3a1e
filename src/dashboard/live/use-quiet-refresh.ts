import { useEffect, useRef } from 'react';
import { usePanel } from '../api/panel-context.ts';
import { refreshReports } from '../api/queries.ts';
import { dayIn } from '../format/date.ts';
import { useRange } from '../widgets/use-range.ts';

/** A report is computed anew for what came in at most so often, in milliseconds. */
const EVERY = 30_000;
/** Activities come in company: they are waited for. */
const GATHER = 2_500;
/** How long changed numbers may show that they did. */
const SHOWN = 4_000;

/** Renews the numbers of a range that reaches up to now, once something came in. */
export function useQuietRefresh(received: number): void {
  const { timezone } = usePanel();
  const { range } = useRange();
  const zone = range.timezone ?? timezone;
  const past = range.period === 'yesterday' || (range.endDate ?? '9999') < dayIn(zone, Date.now());
  const last = useRef({ at: 0, received: 0 });

  useEffect(() => {
    if (past || received === last.current.received) return;
    const wait = Math.max(GATHER, last.current.at + EVERY - Date.now());
    const timer = setTimeout(async () => {
      last.current = { at: Date.now(), received };
      document.documentElement.dataset.live = 'true';
      await refreshReports();
      setTimeout(() => delete document.documentElement.dataset.live, SHOWN);
    }, wait);
    return () => clearTimeout(timer);
  }, [received, past]);
}
