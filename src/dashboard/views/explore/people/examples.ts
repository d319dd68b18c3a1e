import * as texts from '#texts/explore-people.ts';
import type { PanelCatalogue } from '../../../../contract/families/panel/index.ts';
import type { PeopleSearch } from './search.ts';

/** A question to begin with. */
export interface Example {
  readonly label: string;
  readonly search: Pick<PeopleSearch, 'rules' | 'sort' | 'order'>;
}

const BEFORE = '60..30days';
const NOW = '30days';

/** Questions that this platform can be asked at a press: some that any can, and the lists of its catalogue. */
export const examplesOf = (c: PanelCatalogue): Example[] => [
  {
    label: texts.aboutToLose,
    search: {
      rules: `number:activities:>=10:${BEFORE};change:activities:fell>=50%:${NOW}`,
      sort: 2,
      order: 'asc',
    },
  },
  ...Object.values(c.lists).map(({ label, some, none }) => ({
    label,
    search: {
      rules: [
        some.map((name) => `number:${name}:>=1:ever`).join('|'),
        ...none.map((name) => `number:${name}:0:ever`),
      ].join(';'),
      sort: 1,
    },
  })),
  { label: texts.goneSilent, search: { rules: `did::>=5:${BEFORE};did::0:${NOW}`, sort: 1 } },
  { label: texts.newAndBusy, search: { rules: 'joined:14days;did::>=5:14days', sort: 2 } },
];
