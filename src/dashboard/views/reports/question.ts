import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Query } from '../../../client/index.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { type Pairs, pairsOf } from '../../data/url/pairs.ts';
import { rangeQuery, spanQuery } from '../../data/url/range.ts';
import { type ReportSearch, reportSearch } from '../../data/url/reports.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import { groupFilter } from '../../numbers/group-key.ts';
import { groupingNames } from '../../numbers/groupings.ts';

/** A question as the builder shows it. */
export interface Question {
  readonly search: ReportSearch;
  readonly by: readonly string[];
  /** Everything that narrows it, by name. */
  readonly filters: Pairs;
}

export function questionOf(search: ReportSearch, c: PanelCatalogue): Question {
  const { feature, action, search: person, where, internal } = search;
  return {
    search,
    by: groupingNames(search.by, c),
    filters: compact({ feature, action, search: person, internal, ...pairsOf(where) }) as Pairs,
  };
}

/** Groups that are asked for at once; a file has them all. */
export const GROUPS = 1_000;

/** A question as the API takes it. */
export function questionQuery(
  { search, by, filters }: Question,
  c: PanelCatalogue,
): Query<'usageAnalytics'> & { groupBy: readonly string[] } {
  const { interval, anonymize } = search;
  return {
    ...(anonymize ? spanQuery(search) : rangeQuery(search)),
    ...groupFilter(filters, c),
    groupBy: by,
    ...(interval && { interval }),
    ...(anonymize && { anonymize }),
    pageSize: 1,
    groupPageSize: GROUPS,
  } as Query<'usageAnalytics'> & { groupBy: readonly string[] };
}

/** The question in the address and the way to change it. */
export function useQuestion(): {
  question: Question;
  ask: (change: { [Name in keyof ReportSearch]?: ReportSearch[Name] | undefined }) => void;
} {
  const { catalogue } = usePanel();
  const search = reportSearch(useSearch({ strict: false }) as Raw);
  const navigate = useNavigate();
  return {
    question: questionOf(search, catalogue),
    ask: (change) => {
      const next = (previous: Raw) => compact<ReportSearch>({ ...previous, ...change });
      void navigate({ to: '.', search: next, resetScroll: false });
    },
  };
}
