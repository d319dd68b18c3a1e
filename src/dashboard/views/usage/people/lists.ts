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
      label: 'About to lose',
      about: 'Active in the time before, not in this range',
      people: { activities: 'fell>=100%' },
      order: { sort: 'activities', as: 'previous' },
    },
    {
      label: 'Less active',
      about: 'Half as active as before, or less',
      people: { activities: '>=1,fell>=50%' },
      order: { sort: 'activities', as: 'change', order: 'asc' },
    },
    {
      label: 'More active',
      about: 'Half as active again as before, or more',
      people: { activities: 'rose>=50%' },
      order: { sort: 'activities', as: 'change' },
    },
    {
      label: 'New this range',
      about: 'Joined in this range, and active in it',
      people: { joined: 'range' },
      order: {},
    },
    {
      label: 'Not seen for 30 days',
      about: 'Every account that was active once',
      people: { lastSeen: 'over:30days' },
      order: { sort: 'lastSeenAt' },
    },
    ...Object.values(c.lists).map(({ label, some, none }) => ({
      label,
      about: 'In this range',
      people: Object.fromEntries([
        ...some.map((name) => [name, '>=1'] as const),
        ...none.map((name) => [name, '0'] as const),
      ]),
      order: {},
    })),
  ];
}
