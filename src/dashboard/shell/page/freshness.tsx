import { CircleAlert, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import * as texts from '#texts/pages.ts';
import type { Meta } from '../../../contract/common.ts';
import { useRefresh } from '../../data/queries.ts';
import { age, moment } from '../../format/date.ts';
import { Button } from '../../ui/button.tsx';

type Age = Pick<Meta, 'computedAt' | 'timezone'>;

/** The age of what is shown, with a way to have it computed anew; says so when that failed. */
export function Freshness({ meta, error }: { meta: Age | undefined; error: unknown }) {
  const { refresh, refreshing } = useRefresh();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const stale = Boolean(error);
  const computedAt = meta?.computedAt ?? new Date(now).toISOString();
  return (
    <p
      // While there is nothing yet its place is kept.
      className={`flex items-center gap-1 text-sm max-sm:order-last max-sm:w-full ${stale ? 'text-bad' : 'text-ink-3 print:hidden'} ${meta ? '' : 'invisible'}`}
    >
      {stale && <CircleAlert className="size-4" aria-hidden="true" />}
      <span title={meta && moment(meta.computedAt, meta.timezone)}>
        {stale ? texts.notRefreshedUpdated : texts.updated}
        {age(computedAt, Math.max(now, Date.parse(computedAt)))}
      </span>
      <Button
        look="icon"
        aria-label={texts.refresh}
        title={texts.refresh}
        onClick={refresh}
        disabled={refreshing}
      >
        <RotateCw className={`size-3.5 ${refreshing ? 'animate-spin' : ''}`} aria-hidden="true" />
      </Button>
    </p>
  );
}
