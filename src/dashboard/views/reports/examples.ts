import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { ReportSearch } from '../../data/url/reports.ts';
import { groupingNames } from '../../numbers/groupings.ts';

export interface Example {
  readonly title: string;
  readonly note: string;
  readonly search: ReportSearch;
}

/** Questions to begin with, made of what this platform has. */
export function examplesOf(c: PanelCatalogue): Example[] {
  const [breakdown] = Object.entries(c.breakdowns);
  return [
    {
      title: 'What grew?',
      note: 'Actions against the period before',
      search: { by: 'action', period: '30days', view: 'table' as const, sort: 'change' },
    },
    ...(breakdown
      ? [
          {
            title: `${breakdown[1].label} by week`,
            note: 'How its shares move',
            search: { by: `${breakdown[0]},day`, period: '90days', interval: 'week' as const },
          },
        ]
      : []),
    {
      title: 'Who used what?',
      note: 'Users by feature, one beside the other',
      search: { by: 'user,feature', period: '7days', view: 'table' as const },
    },
    {
      title: 'The last day by the hour',
      note: 'Features, hour by hour',
      search: { by: 'feature,day', period: '24h', interval: 'hour' as const },
    },
  ].filter(({ search }) => groupingNames(search.by, c).length > 0);
}
