import type { UsageTotals } from '../../contract/reports.ts';
import { exact } from '../format/number.ts';
import { keyOf } from '../metrics/opened.ts';
import { Amount } from '../ui/amount.tsx';
import { Reading, Readings } from '../ui/readings.tsx';
import { Loading, Skeleton } from '../ui/states.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';
import { RowsLink } from './rows-link.tsx';

type Name = 'activities' | 'totalActivity' | 'activeUsers' | 'totalCaptions' | 'totalSessions' | 'totalMedia';

const READINGS: Readonly<Record<Name, { label: string; definition: string }>> = {
  activities: { label: 'Activities', definition: 'Everything users did in the range, each action once.' },
  totalActivity: {
    label: 'Total activity',
    definition: 'What users made in the range: the score that ranks them.',
  },
  activeUsers: { label: 'Active users', definition: 'Users with at least one activity in the range.' },
  totalCaptions: { label: 'Captions', definition: 'Smart and custom captions in the range.' },
  totalSessions: {
    label: 'Sessions, ever',
    definition: 'Content sessions created up to the end of the range.',
  },
  totalMedia: {
    label: 'Media items, ever',
    definition: 'Uploads minus deletions up to the end of the range.',
  },
};

/** The range in six readings. */
export function UsageSummaryStrip({ summary, faded }: { summary: UsageTotals | undefined; faded: boolean }) {
  if (!summary)
    return (
      <>
        <Loading />
        <Skeleton className="h-24 w-full" />
      </>
    );
  const { admin } = summary;
  return (
    <Readings
      label="Summary"
      faded={faded}
      note={
        <>
          Administration: {exact(admin.actionsPerformed)} actions performed · {exact(admin.usersManaged)}{' '}
          users managed · {exact(admin.settingsChanged)} settings changed
        </>
      }
    >
      {(Object.keys(READINGS) as Name[]).map((name) => (
        <Reading key={name} {...READINGS[name]} beside={<TrendBadge trend={summary.trends?.[name]} />}>
          {name === 'activities' ? (
            <RowsLink of={keyOf.activities} count={summary[name]}>
              <Amount value={summary[name]} />
            </RowsLink>
          ) : (
            <Amount value={summary[name]} />
          )}
        </Reading>
      ))}
    </Readings>
  );
}
