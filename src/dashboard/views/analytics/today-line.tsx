import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowDownRight, ArrowUpRight, CircleAlert, Clock, Equal, type LucideIcon } from 'lucide-react';
import * as texts from '#texts/analytics.ts';
import * as nouns from '#texts/nouns.ts';
import type { Today } from '../../../contract/reports.ts';
import { todayQuery } from '../../data/today-query.ts';
import { compact } from '../../data/url/search.ts';
import { clock, longWeekday } from '../../format/date.ts';
import { exact, peopleWords } from '../../format/number.ts';
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
      <span className="me-2 inline-flex size-6 items-center justify-center rounded-full border border-line-strong bg-surface align-bottom text-ink">
        <Icon className="size-3.5" aria-hidden="true" />
      </span>
      <Explain of={explained(data, verdict, day)} className="font-semibold text-ink">
        {silence ? `${silentWords(silence, data.meta.timezone)}.` : wordsOf(verdict, day)}
      </Explain>
      {silence ? texts.checkYourTracking : ': '}
      <SoFar today={data} />
      {usually(verdict, day)}
    </Sentence>
  );
}

function wordsOf({ kind }: DayVerdict, day: string): string {
  if (kind === 'usual') return texts.aUsual(day);
  if (kind === 'more') return texts.busierThanUsual(day);
  if (kind === 'less') return texts.quieterThanUsual(day);
  return kind === 'early' ? texts.tooEarlyTell : texts.today;
}

/** `312 activities by 98 people until 14:30`, which opens the rows; the time leads to today's view. */
function SoFar({ today }: { today: Today }) {
  const { start, end, activities, activeUsers, meta } = today;
  return (
    <>
      {activities === 0 ? (
        texts.noActivity
      ) : (
        <>
          <RowsLink of={keyOf.activities} since={start} until={end} count={activities} className="text-ink">
            {exact(activities)} {nouns.activities(activities)}
          </RowsLink>{' '}
          {texts.by(peopleWords(activeUsers))}
        </>
      )}
      {texts.byThen}
      <Link
        to="."
        search={(previous) => compact({ ...previous, ...TODAY })}
        resetScroll={false}
        className="link"
        title={texts.showToday}
      >
        {clock(end, meta.timezone)}
      </Link>
      {texts.todayAfter}
    </>
  );
}

const TODAY = { period: 'today', startDate: undefined, endDate: undefined };

function usually({ kind, low, high, weeks }: DayVerdict, day: string): string {
  if (kind === 'unknown') {
    const more = WEEKS_NEEDED - weeks;
    return texts.usualAfter(day, `${exact(more)} ${nouns.moreWeeks(more)}`);
  }
  if (high === 0) return texts.hasNoneByThen(day);
  return texts.typicalForA(day, exact(low), exact(high));
}

function explained(today: Today, { low, high, weeks }: DayVerdict, day: string) {
  const counts = today.earlier.map(({ activities }) => exact(activities)).join(', ');
  return {
    name: texts.todayBesideEarlierS(day),
    definition: texts.activitiesFromMidnightLast,
    value: today.activities,
    formula:
      weeks === 0 ? texts.noEarlierWeekYet : texts.usualFrom(exact(low), exact(high), weeks, day, counts),
    meta: { ...today.meta, end: today.end, comparison: null },
    opens: { kind: 'rows', of: keyOf.activities, since: today.start, until: today.end },
  } as const;
}
