import * as texts from '#texts/people.ts';
import type { PanelCatalogue } from '../../../../contract/families/panel/index.ts';
import type { PeopleTexts } from '../../../../contract/person-filter.ts';
import type { UsageSearch } from '../../../data/url/views.ts';

/** People whom an operator asks for often: conditions, and the order that fits them. */
export interface PeopleList {
  readonly label: string;
  /** Who they are, in a line. */
  readonly about: string;
  readonly people: PeopleTexts;
  readonly order: Pick<UsageSearch, 'sort' | 'as' | 'order'>;
}

/** Lists of every platform, then those of its catalogue. */
export function peopleLists(c: PanelCatalogue): PeopleList[] {
  return [
    {
      ...texts.aboutToLose,
      people: { activities: 'fell>=100%' },
      order: { sort: 'activities', as: 'previous' },
    },
    {
      ...texts.lessActive,
      people: { activities: '>=1,fell>=50%' },
      order: { sort: 'activities', as: 'change', order: 'asc' },
    },
    {
      ...texts.moreActive,
      people: { activities: 'rose>=50%' },
      order: { sort: 'activities', as: 'change' },
    },
    {
      ...texts.newHere,
      people: { joined: 'range' },
      order: {},
    },
    {
      ...texts.notSeen,
      people: { lastSeen: 'over:30days' },
      order: { sort: 'lastSeenAt' },
    },
    ...Object.values(c.lists).map(({ label, some, none }) => ({
      label,
      about: texts.thisRange,
      people: Object.fromEntries([
        ...some.map((name) => [name, '>=1'] as const),
        ...none.map((name) => [name, '0'] as const),
      ]),
      order: {},
    })),
  ];
}
