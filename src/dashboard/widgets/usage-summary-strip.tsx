import type { UsageTotals } from '../../contract/reports.ts';
import { exact } from '../format/number.ts';
import { Amount } from '../ui/amount.tsx';
import { Loading, Skeleton } from '../ui/states.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';

type Reading =
  | 'activities'
  | 'totalActivity'
  | 'activeUsers'
  | 'totalCaptions'
  | 'totalSessions'
  | 'totalMedia';

const READINGS: Readonly<Record<Reading, { label: string; definition: string }>> = {
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
    <section
      aria-label="Summary"
      data-tint="overall"
      className={`panel panel-tint overflow-hidden transition-opacity ${faded ? 'opacity-60' : ''}`}
    >
      <dl className="grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-6">
        {(Object.keys(READINGS) as Reading[]).map((name) => (
          <div key={name} className="-mr-px -mb-px border-r border-b border-line/70 px-4 py-3.5">
            <dt className="text-sm text-ink-2" title={READINGS[name].definition}>
              {READINGS[name].label}
            </dt>
            <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
              <span className="text-xl font-semibold tracking-tight">
                <Amount value={summary[name]} />
              </span>
              <TrendBadge trend={summary.trends?.[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-line/70 px-4 py-2 text-xs text-ink-3">
        Administration: {exact(admin.actionsPerformed)} actions performed · {exact(admin.usersManaged)} users
        managed · {exact(admin.settingsChanged)} settings changed
      </p>
    </section>
  );
}
