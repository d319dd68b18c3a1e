import type { RecentActivity, UserUsage } from '../../contract/reports.ts';
import { calendarDay, dayIn } from '../format/date.ts';
import { exact, plural } from '../format/number.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/states.tsx';
import { TimelineItem } from './timeline-item.tsx';

interface TimelineProps {
  readonly pages: readonly UserUsage[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly failed: unknown;
  readonly onMore: () => void;
}

/** What the user did, newest first, day by day and visit by visit. */
export function Timeline({ pages, more, loading, failed, onMore }: TimelineProps) {
  const activities = pages.flatMap((page) => page.recentActivity);
  const zone = pages[0]?.meta.timezone ?? 'UTC';
  if (activities.length === 0)
    return (
      <p className="panel p-6 text-ink-2">
        Nothing in this range. A longer one, or “All time”, may show more.
      </p>
    );
  const days = groupBy(activities, (a) => dayIn(zone, a.timestamp));
  return (
    <section aria-label="Timeline" className="panel overflow-hidden" data-tint="features">
      {days.map(({ key, items }, i) => (
        <section key={key} aria-label={calendarDay(key)}>
          <h3 className="flex justify-between border-b border-line bg-sunken px-4 py-2 text-xs text-ink-2 not-first:border-t">
            <span className="font-medium">{calendarDay(key)}</span>
            {/* The last day may go on in the part that is not loaded. */}
            {(!more || i < days.length - 1) && (
              <span>
                {exact(items.length)} {plural(items.length, 'activity', 'activities')}
              </span>
            )}
          </h3>
          <div className="divide-y divide-line">
            {groupBy(items, (a) => a.visitId ?? '').map(({ key: visit, items: visited }) => (
              <ol key={`${visit}${visited[0]?.eventId}`} className="py-1.5">
                {visited.map((activity) => (
                  <TimelineItem key={activity.eventId} activity={activity} zone={zone} />
                ))}
              </ol>
            ))}
          </div>
        </section>
      ))}
      {failed ? <ErrorState error={failed} onRetry={onMore} /> : null}
      {more && !failed && (
        <div className="border-t border-line p-3 text-center">
          <Button onClick={onMore} disabled={loading}>
            {loading ? 'Loading …' : 'Load more'}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Runs of neighbours with the same key. */
function groupBy(activities: readonly RecentActivity[], keyOf: (a: RecentActivity) => string) {
  const groups: { key: string; items: RecentActivity[] }[] = [];
  for (const activity of activities) {
    const key = keyOf(activity);
    const last = groups[groups.length - 1];
    if (last?.key === key) last.items.push(activity);
    else groups.push({ key, items: [activity] });
  }
  return groups;
}
