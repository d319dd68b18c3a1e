import { useMutation } from '@tanstack/react-query';
import * as texts from '#texts/settings.ts';
import type { Retention } from '../../../contract/families/privacy/index.ts';
import { call } from '../../data/call.ts';
import { usePanel } from '../../data/panel-context.ts';
import { ago, moment } from '../../format/date.ts';
import { exact } from '../../format/number.ts';
import { milliseconds } from '../../format/size.ts';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { removedWords } from './removed.ts';
import { refreshRetention } from './retention-queries.ts';

/** What is due, the button that removes it, and what earlier runs did. */
export function RetentionRun({ retention }: { retention: Retention }) {
  const { timezone } = usePanel();
  const { preview, running, lastRuns } = retention;
  const due = removedWords(preview);
  const stop = useMutation({ mutationFn: () => call('stopRetention'), onSettled: refreshRetention });
  return (
    <div className="panel">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
        <p className="min-w-0 text-sm">
          {due.length === 0 ? (
            <span className="text-ink-2">{texts.nothingOlderThanIts}</span>
          ) : (
            <>
              {texts.wouldRemove} <strong className="font-semibold">{due.join(', ')}</strong>.
              {preview.partitions.length > 0 && (
                <span className="text-ink-2"> {texts.wholeMonths(preview.partitions.join(', '))}</span>
              )}
            </>
          )}
        </p>
        <ConfirmButton
          look="danger"
          trigger={running ? texts.running : texts.runNow}
          disabled={due.length === 0 || running !== null}
          title={texts.removeAsked(due.join(', '))}
          confirm={texts.removeForGood}
          act={async () => {
            await call('runRetention');
            await refreshRetention();
          }}
        >
          <p>{texts.removalMeans}</p>
        </ConfirmButton>
      </div>
      {running && (
        <div className="px-4 pb-3" data-tint="overall">
          <Bar part={running.total === 0 ? 0 : running.done / running.total} />
          <div className="mt-1 flex items-center justify-between gap-4">
            <p role="status" className="text-xs text-ink-3">
              {texts.removedOf(exact(running.done), exact(running.total))}
              {stop.isError && <span className="text-bad"> {texts.notStopped(stop.error.message)}</span>}
            </p>
            <Button look="quiet" disabled={stop.isPending} onClick={() => stop.mutate()}>
              {stop.isPending ? texts.stopping : texts.stop}
            </Button>
          </div>
        </div>
      )}
      {lastRuns.length > 0 && (
        <ul aria-label={texts.lastRuns} className="divide-y divide-line border-t border-line text-sm">
          {lastRuns.map(({ startedAt, finishedAt, result }) => (
            <li key={startedAt} className="flex flex-wrap justify-between gap-x-4 px-4 py-1.5">
              <span className="text-ink-2" title={moment(startedAt, timezone)}>
                {ago(startedAt)}
              </span>
              <span>
                {removedWords(result).join(', ') || texts.nothingWasDue}
                {result.stopped && <span className="text-bad"> {texts.stoppedHalfWay}</span>}
                <span className="text-ink-3">
                  {' '}
                  · {milliseconds(Date.parse(finishedAt) - Date.parse(startedAt))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
