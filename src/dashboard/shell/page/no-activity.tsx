import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/pages.ts';
import { usePanel } from '../../data/panel-context.ts';
import { todayQuery } from '../../data/today-query.ts';
import { useRange } from '../../data/use-range.ts';
import { sinceWhen } from '../../format/date.ts';

/** A range in which nothing was, with the ways to one that has something. */
export function NoActivity({ none }: { none?: string }) {
  const { range, setRange } = useRange();
  const show = (day: string) => setRange({ period: undefined, startDate: day, endDate: day });
  return (
    <p className="text-lg text-ink-2">
      {none ?? texts.noActivityInThis}
      {!none && <LastActivity onShow={show} />}
      {range.period !== 'all' && (
        <button
          type="button"
          className="link ms-2"
          onClick={() => setRange({ period: 'all', startDate: undefined, endDate: undefined })}
        >
          {texts.showAllTime}
        </button>
      )}
    </p>
  );
}

/** When there was some last, for those who may know, with the way to that day. */
function LastActivity({ onShow }: { onShow: (day: string) => void }) {
  const { operator } = usePanel();
  const { zone } = useRange();
  const today = useQuery({ ...todayQuery(zone), enabled: operator.role === 'admin' }).data;
  if (!today?.lastActivityAt) return null;
  const { words, day } = sinceWhen(today.lastActivityAt, zone, Date.now());
  return (
    <>
      {texts.lastActivity}
      <button type="button" className="link" onClick={() => onShow(day)}>
        {words}
      </button>
      .
    </>
  );
}
