import type { Query } from '../../../../client/index.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { spanQuery } from '../../../data/url/range.ts';
import { compact } from '../../../data/url/search.ts';
import { useAsk } from '../../../data/use-ask.ts';
import { conditionIn } from '../steps.ts';
import { whomQuery } from '../whom.ts';
import { type PathsSearch, pathsSearch } from './search.ts';

/** As the API takes it. */
export const pathsQuery = (search: PathsSearch) => {
  const { direction, anchor, steps, nodes, within, repeats, count, most } = search;
  return compact({
    ...spanQuery(search),
    direction,
    anchor,
    steps,
    nodes,
    within,
    repeats,
    count,
    most,
    ...whomQuery(search),
  }) as Query<'paths'>;
};

/** Of the people who went a way, or no further. */
export const peopleQuery = (search: PathsSearch) =>
  ({
    ...pathsQuery(search),
    ...compact({ path: search.path, who: search.who }),
  }) as Query<'pathPeople'>;

/** No list is opened. */
export const CLOSED = { who: undefined, path: undefined } as const;

/** The question in the address and the way to change it. */
export function usePaths() {
  const { catalogue } = usePanel();
  const asked = useAsk(pathsSearch);
  return { ...asked, anchor: conditionIn(asked.search.anchor, catalogue) };
}
