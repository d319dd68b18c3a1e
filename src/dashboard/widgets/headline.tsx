import type { ReactNode } from 'react';
import type { Analytics } from '../../contract/reports.ts';
import { exact, plural } from '../format/number.ts';
import { keyOf } from '../metrics/opened.ts';
import { totalOf } from '../metrics/series.ts';
import { verdict } from '../metrics/verdict.ts';
import { NoActivity } from './no-activity.tsx';
import { RowsLink } from './rows-link.tsx';

/** The whole page in a sentence: is this range normal? */
export function Headline({ analytics }: { analytics: Analytics }) {
  const { current, previous } = totalOf(analytics, 'activities');
  const people = analytics.activeUsers;
  if (current === 0) return <NoActivity />;
  return (
    <Sentence>
      <RowsLink of={keyOf.activities} count={current} className="font-semibold text-ink">
        {exact(current)} {plural(current, 'activity', 'activities')}
      </RowsLink>{' '}
      by {exact(people)} {plural(people, 'person', 'people')}
      {previous !== null && <>, {verdict(current, previous)}</>}.
    </Sentence>
  );
}

export function Sentence({ children }: { children: ReactNode }) {
  return <p className="max-w-4xl text-lg text-ink-2">{children}</p>;
}
