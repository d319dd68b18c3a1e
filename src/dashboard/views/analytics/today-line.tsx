import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDownRight, ArrowUpRight, CircleAlert, Clock, Equal, type LucideIcon } from 'lucide-react';
import type { Today } from '../../../contract/reports.ts';
import { todayQuery } from '../../data/today-query.ts';
import { compact } from '../../data/url/search.ts';
import { clock, longWeekday } from '../../format/date.ts';
import { exact, plural } from '../../format/number.ts';
import { Explain } from '../../numbers/explain.tsx';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { type DayKind, type DayVerdict, dayVerdict, WEEKS_NEEDED } from '../../numbers/verdict.ts';
import { silenceOf, silentWords } from '../../shell/health/silence.ts';
import { Sentence } from '../../ui/sentence.tsx';

const ICONS: Readonly<Record<DayKind, LucideIcon>> = {
  usual: Equal,
  more: ArrowUpRight,
  less: ArrowDownRight,
  early: Clock,
  unknown: Clock,
};

/** Is today normal? Today so far beside the same weekday's mornings, days and evenings before. */
export function TodayLine({ timezone }: { timezone: string | undefined }) {
  const { data } = useQuery(todayQuery(timezone));
  if (!data) return <p className="h-6" />;
  const silence = silenceOf(data);
  const verdict = dayVerdict(data);
  const Icon = silence ? CircleAlert : ICONS[verdict.kind];
  const day = longWeekday(data.start, data.meta.timezone);
  return (
    <Sentence>
      <span className="mr-2 inline-flex size-6 items-center justify-center rounded-full border border-line-strong bg-surface align-bottom text-ink">
        <Icon className="size-3.5" aria-hidden="true" />
      </span>
      <Explain of={explained(data, verdict, day)} className="font-semibold text-ink">
        {silence ? `${silentWords(silence, data.meta.timezone)}.` : wordsOf(verdict, day)}
      </Explain>
      {silence ? ' Check your tracking: ' : ': '}
      <SoFar today={data} />
      {usually(verdict, day)}
    </Sentence>
  );
}

function wordsOf({ kind }: DayVerdict, day: string): string {
  if (kind === 'usual') return `A usual ${day}`;
  if (kind === 'more') return `Busier than a usual ${day}`;
  if (kind === 'less') return `Quieter than a usual ${day}`;
  return kind === 'early' ? 'Too early to tell' : 'Today';
}

/** `312 activities by 98 people until 14:30`, which opens the rows; the time leads to today's view. */
function SoFar({ today }: { today: Today }) {
  const { start, end, activities, activeUsers, meta } = today;
  return (
    <>
      {activities === 0 ? (
        'no activity'
      ) : (
        <>
          <RowsLink of={keyOf.activities} since={start} until={end} count={activities} className="text-ink">
            {exact(activities)} {plural(activities, 'activity', 'activities')}
          </RowsLink>{' '}
          by {exact(activeUsers)} {plural(activeUsers, 'person', 'people')}
        </>
      )}
      {' by '}
      <Link
        to="."
        search={(previous) => compact({ ...previous, ...TODAY })}
        resetScroll={false}
        className="link"
        title="Show today"
      >
        {clock(end, meta.timezone)}
      </Link>
      {' today'}
    </>
  );
}

const TODAY = { period: 'today', startDate: undefined, endDate: undefined };

function usually({ kind, low, high, weeks }: DayVerdict, day: string): string {
  if (kind === 'unknown') {
    const more = WEEKS_NEEDED - weeks;
    return `; what is usual for a ${day} shows after ${exact(more)} more ${plural(more, 'week')}.`;
  }
  if (high === 0) return `; a ${day} has none by then.`;
  return `; typical for a ${day}: ${exact(low)}–${exact(high)}.`;
}

function explained(today: Today, { low, high, weeks }: DayVerdict, day: string) {
  const counts = today.earlier.map(({ activities }) => exact(activities)).join(', ');
  return {
    name: `Today beside earlier ${day}s`,
    definition:
      'Activities from midnight to the last full quarter of an hour, beside the same part of the same weekday. Usual is between the least and the most of these weeks, widened by what chance alone gives (2 × √median).',
    value: today.activities,
    formula:
      weeks === 0
        ? 'no earlier week yet'
        : `${exact(low)} to ${exact(high)} from the last ${exact(weeks)} ${plural(weeks, day, `${day}s`)}, latest first: ${counts}`,
    meta: { ...today.meta, end: today.end, comparison: null },
    opens: { kind: 'rows', of: keyOf.activities, since: today.start, until: today.end },
  } as const;
}
