import { useEffect, useRef, useState } from 'react';
import { refreshReports } from '../../data/queries.ts';
import { useRange } from '../../data/use-range.ts';
import { dayIn } from '../../format/date.ts';
import { createRenewal, type Renewal } from './renewal.ts';

const TIMES = { gather: 2_500, every: 30_000, late: 60_000 };
/** How long changed numbers may show that they did. */
const SHOWN = 4_000;

/**
 * Renews the numbers of a range that reaches up to now, once something came in.
 *
 * @returns whether they are behind what came in
 */
export function useQuietRefresh(news: number): boolean {
  const { range, zone } = useRange();
  const past =
    /^(?:yesterday|last_)/.test(range.period ?? '') || (range.endDate ?? '9999') < dayIn(zone, Date.now());
  const [behind, setBehind] = useState(false);
  const renewal = useRef<Renewal>(null);

  useEffect(() => {
    const started = createRenewal({ ...TIMES, renew: renewShown, onBehind: setBehind });
    renewal.current = started;
    return started.stop;
  }, []);
  useEffect(() => {
    if (!past && news > 0) renewal.current?.news();
  }, [news, past]);
  return behind && !past;
}

async function renewShown(): Promise<boolean> {
  document.documentElement.dataset.live = 'true';
  const renewed = await refreshReports();
  setTimeout(() => delete document.documentElement.dataset.live, SHOWN);
  return renewed;
}
