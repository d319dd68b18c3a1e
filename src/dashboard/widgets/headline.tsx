import type { Analytics } from '../../contract/reports.ts';
import { changeSize, exact, plural } from '../format/number.ts';
import { totalOf } from '../metrics/series.ts';
import { trendOf } from '../ui/trend-badge.tsx';
import { NoActivity } from './no-activity.tsx';

/** The whole page in a sentence: is this range normal? */
export function Headline({ analytics }: { analytics: Analytics }) {
  const { current, previous } = totalOf(analytics, 'activities');
  const people = analytics.activeUsers;
  if (current === 0) return <NoActivity />;
  return (
    <p className="max-w-4xl text-lg text-ink-2">
      <strong className="font-semibold text-ink">
        {exact(current)} {plural(current, 'activity', 'activities')}
      </strong>{' '}
      by {exact(people)} {plural(people, 'person', 'people')}
      {previous !== null && <>, {verdict(current, previous)}</>}.
    </p>
  );
}

function verdict(current: number, previous: number): string {
  const { changePercent, direction } = trendOf(current, previous);
  if (changePercent === null) return 'where there was none before';
  if (Math.abs(changePercent) < 1) return `about as much as before (${exact(previous)})`;
  return `${changeSize(changePercent)} ${direction === 'up' ? 'more' : 'less'} than before (${exact(previous)})`;
}
