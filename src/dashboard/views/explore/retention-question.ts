import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Query } from '../../../client/index.ts';
import { readStep, type Step, stepText } from '../../../contract/steps.ts';
import { usePanel } from '../../data/panel-context.ts';
import { type RetentionSearch, retentionSearch } from '../../data/url/explore.ts';
import { spanQuery } from '../../data/url/range.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { namesOf } from './funnel-question.ts';

/** As the API takes it. */
export const retentionQuery = (search: RetentionSearch) => {
  const { start, return: back, interval, begin, mode, periods, internal } = search;
  return compact({
    ...spanQuery(search),
    start,
    return: back,
    interval,
    begin,
    mode,
    periods,
    ...(internal && { excludeInternal: false }),
  }) as Query<'cohorts'>;
};

/** Of the people in a cell, or of those who stayed away. */
export const cellQuery = (search: RetentionSearch) =>
  ({
    ...retentionQuery(search),
    ...compact({ cohort: search.cohort, n: search.n ?? 0, who: search.who }),
  }) as Query<'cohortPeople'>;

/** No cell is opened. */
export const NO_CELL = { cohort: undefined, n: undefined, who: undefined } as const;

/** The question in the address and the way to change it. */
export function useRetention(): {
  search: RetentionSearch;
  start: Step | null;
  back: Step | null;
  ask: (change: { [Name in keyof RetentionSearch]?: RetentionSearch[Name] | undefined }) => void;
} {
  const { catalogue } = usePanel();
  const search = retentionSearch(useSearch({ strict: false }) as Raw);
  const navigate = useNavigate();
  const stepIn = (text: string | undefined) => {
    const step = text === undefined ? null : readStep(namesOf(catalogue), text);
    return typeof step === 'string' ? null : step;
  };
  return {
    search,
    start: stepIn(search.start),
    back: stepIn(search.return),
    ask: (change) => {
      const next = (previous: Raw) => compact({ ...previous, ...change });
      void navigate({ to: '.', search: next, resetScroll: false });
    },
  };
}

export const stepOrNothing = (step: Step | null): string | undefined =>
  step === null ? undefined : stepText(step);
