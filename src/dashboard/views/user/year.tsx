import { useQuery } from '@tanstack/react-query';
import * as texts from '#texts/one-user.ts';
import type { UserUsage } from '../../../contract/reports.ts';
import { date, dayIn } from '../../format/date.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { HeatMap } from './heat-map.tsx';
import { lastYearQuery, longGone } from './user-queries.ts';

interface YearProps {
  readonly userId: string;
  readonly life: UserUsage | undefined;
  readonly onDay: (day: string) => void;
}

/** The last 365 days, or the year up to the last activity of somebody who wasn't seen in them. */
export function Year({ userId, life, onDay }: YearProps) {
  const zone = life?.meta.timezone ?? 'UTC';
  const gone = longGone(life?.usageStats.lastActivityAt, Date.now());
  const then = useQuery(lastYearQuery(userId, gone, zone));
  // Where that year can't be told, as after retention, this one is shown, which is empty.
  const last = then.isError ? null : gone;
  const told = last ? then.data : life;
  return (
    <Section
      title={texts.activityByDay}
      note={last ? texts.yearUpTo(date(last, zone)) : texts.lastYear}
      aside={
        told && <SaveButton what={texts.eachDay} name={[userId, 'days']} rows={() => dayRows(told.days)} />
      }
      className="mt-7"
    >
      {told ? (
        <HeatMap days={told.days} last={dayIn(zone, last ?? Date.now())} onDay={onDay} />
      ) : (
        <Skeleton className="h-44 w-full" />
      )}
    </Section>
  );
}

const dayRows = (days: UserUsage['days']) => [
  ['day', 'activities'],
  ...days.map(({ day, activities }) => [day, activities]),
];
