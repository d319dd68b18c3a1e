import { useInfiniteQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import * as texts from '#texts/live.ts';
import * as nouns from '#texts/nouns.ts';
import { usePanel } from '../../data/panel-context.ts';
import { exact } from '../../format/number.ts';
import { activitiesQuery } from '../../numbers/opened/activities-query.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';
import { LiveItem } from './live-item.tsx';
import { STATUS } from './status.ts';
import { type LiveRow, setPaused } from './store.ts';
import { useLive } from './use-live.ts';

/** Rows that are shown. */
const SHOWN = 100;

/** The newest activities, and those that come in. */
export default function LiveDrawer({ onClose }: { onClose: () => void }) {
  const { catalogue, timezone } = usePanel();
  const [feature, setFeature] = useState('');
  const { status, rows, lastMinute } = useLive();
  const before = useInfiniteQuery(activitiesQuery({ period: '24h' }));
  const earlier = (before.data?.pages[0]?.activities ?? []) as LiveRow[];
  const live = new Set(rows.map(({ eventId }) => eventId));
  const all = [...rows, ...earlier.filter(({ eventId }) => !live.has(eventId))];
  const shown = all.filter((row) => !feature || row.feature === feature).slice(0, SHOWN);
  const paused = status === 'paused';
  return (
    <Drawer
      title={texts.live}
      onClose={onClose}
      aside={
        <Button onClick={() => setPaused(!paused)}>
          {paused ? (
            <Play className="size-4" aria-hidden="true" />
          ) : (
            <Pause className="size-4" aria-hidden="true" />
          )}
          {paused ? texts.resume : texts.pause}
        </Button>
      }
      head={
        <>
          <p role="status" className="mt-0.5 text-ink-2">
            {status === 'live'
              ? texts.inLastMinute(exact(lastMinute), nouns.activities(lastMinute))
              : STATUS[status].meaning}
          </p>
          <Select
            aria-label={texts.feature}
            className="mt-3 w-48"
            value={feature}
            onChange={(e) => setFeature(e.target.value)}
          >
            <option value="">{texts.allFeatures}</option>
            {Object.entries(catalogue.features).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        </>
      }
    >
      {shown.length > 0 ? (
        <ol aria-label={texts.newestActivities} className="divide-y divide-line">
          {shown.map((row) => (
            <LiveItem key={row.eventId} row={row} zone={timezone} fresh={live.has(row.eventId)} />
          ))}
        </ol>
      ) : before.isError ? (
        <div className="p-4">
          <ErrorState error={before.error} onRetry={() => before.refetch()} />
        </div>
      ) : before.isPending ? (
        <>
          <Loading />
          <Skeleton className="m-4 h-120" />
        </>
      ) : (
        <p className="p-6 text-ink-2">{texts.nothingYet}</p>
      )}
    </Drawer>
  );
}
