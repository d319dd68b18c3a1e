import type { Query } from '../../../../client/index.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { spanQuery } from '../../../data/url/range.ts';
import { compact } from '../../../data/url/search.ts';
import { useAsk } from '../../../data/use-ask.ts';
import { conditionIn } from '../steps.ts';
import { whomQuery } from '../whom.ts';
import { type RetentionSearch, retentionSearch } from './search.ts';

/** As the API takes it. */
export const retentionQuery = (search: RetentionSearch) => {
  const { start, return: back, interval, begin, mode, periods } = search;
  return compact({
    ...spanQuery(search),
    start,
    return: back,
    interval,
    begin,
    mode,
    periods,
    ...whomQuery(search),
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
export function useRetention() {
  const { catalogue } = usePanel();
  const asked = useAsk(retentionSearch);
  const { start, return: back } = asked.search;
  return { ...asked, start: conditionIn(start, catalogue), back: conditionIn(back, catalogue) };
}
