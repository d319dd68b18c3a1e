import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { addressOf } from '../../data/address.ts';
import { spanQuery } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { usageSearch } from '../../data/url/views.ts';
import { activitiesFilter } from './activities-query.ts';
import { factsFile, factsFilter } from './fact-queries.ts';
import { openedBy } from './opened.ts';
import type { Opens } from './opens.ts';

/** Where the list behind a number is had as a file; null for a number without one. */
export function fileOf(opens: Opens, search: Raw, catalogue: PanelCatalogue): string | null {
  if (opens.kind === 'users')
    return addressOf('usersExport', { ...spanQuery(search), ...(opens.joined && { joined: opens.joined }) });
  const opened = openedBy(opens.of, catalogue);
  const { who, since, until, asOf } = opens;
  const view = { ...usageSearch(search), who, since, until, asOf };
  if (!opened) return null;
  return opened.list
    ? factsFile(opened.list, factsFilter(view, opened))
    : addressOf('activities', { ...activitiesFilter(view, opened.filter), format: 'csv' });
}
