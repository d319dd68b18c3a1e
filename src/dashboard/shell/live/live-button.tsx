import { useState } from 'react';
import * as texts from '#texts/live.ts';
import { exact } from '../../format/number.ts';
import { buttonClass } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { STATUS, standing } from './status.ts';
import { useLive } from './use-live.ts';
import { useQuietRefresh } from './use-quiet-refresh.ts';

const LiveDrawer = later(() => import('./live-drawer.tsx'));

/** Whether the page follows what comes in, and the way to see it. */
export default function LiveButton() {
  const [open, setOpen] = useState(false);
  const { status, lastMinute, news } = useLive();
  const behind = useQuietRefresh(news);
  const { word, dot, meaning } = STATUS[standing(status, behind)];
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={texts.openFeed(meaning)}
        onClick={() => setOpen(true)}
        className={`${buttonClass('quiet')} max-sm:-ms-2`}
      >
        <span className={`size-2 rounded-full ${dot}`} aria-hidden="true" />
        {word}
        {status === 'live' && lastMinute > 0 && (
          <span className="font-normal text-ink-3">{texts.perMinute(exact(lastMinute))}</span>
        )}
      </button>
      {open && <LiveDrawer onClose={() => setOpen(false)} />}
    </>
  );
}
