import * as texts from '#texts/reports.ts';
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
      title: texts.whatGrew,
      note: texts.actionsAgainstPeriodBefore,
      search: { by: 'action', period: '30days', view: 'table' as const, sort: 'change' },
    },
    ...(breakdown
      ? [
          {
            title: texts.byWeek(breakdown[1].label),
            note: texts.howItsSharesMove,
            search: { by: `${breakdown[0]},day`, period: '90days', interval: 'week' as const },
          },
        ]
      : []),
    {
      title: texts.whoUsedWhat,
      note: texts.usersByFeatureOne,
      search: { by: 'user,feature', period: '7days', view: 'table' as const },
    },
    {
      title: texts.lastDayByHour,
      note: texts.featuresHourByHour,
      search: { by: 'feature,day', period: '24h', interval: 'hour' as const },
    },
  ].filter(({ search }) => groupingNames(search.by, c).length > 0);
}
