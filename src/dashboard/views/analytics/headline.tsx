import * as texts from '#texts/analytics.ts';
import * as nouns from '#texts/nouns.ts';
import type { Analytics } from '../../../contract/reports.ts';
import { exact, peopleWords } from '../../format/number.ts';
import { totalOf } from '../../numbers/analytics-run.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { verdict } from '../../numbers/verdict.ts';
import { later } from '../../ui/later.tsx';
import { TodayLine } from './today-line.tsx';
import { WhatChanged } from './what-changed.tsx';

const NoActivity = later(async () => ({
  default: (await import('../../shell/page/no-activity.tsx')).NoActivity,
}));

/** The whole page in two sentences: is today normal, and is this range? */
export function Headline({ analytics }: { analytics: Analytics }) {
  const { current, previous } = totalOf(analytics, 'activities');
  const people = analytics.activeUsers;
  return (
    // Lines that may come later have their place.
    <div className="flex min-h-36 flex-col gap-1 sm:min-h-19">
      <TodayLine timezone={analytics.meta.timezone} />
      {current === 0 ? <NoActivity /> : <Range current={current} previous={previous} people={people} />}
    </div>
  );
}

interface RangeProps {
  readonly current: number;
  readonly previous: number | null;
  readonly people: number;
}

function Range({ current, previous, people }: RangeProps) {
  return (
    <p className="text-ink-2">
      {texts.inThisRange}{' '}
      <RowsLink of={keyOf.activities} count={current} className="font-semibold text-ink">
        {exact(current)} {nouns.activities(current)}
      </RowsLink>{' '}
      {texts.by(peopleWords(people))}
      {previous !== null && <>, {verdict(current, previous)}</>}.
      {previous !== null && previous !== current && (
        <>
          {' '}
          <WhatChanged by="action" className="ms-1" />
        </>
      )}
    </p>
  );
}
