import type { FirstUse, FirstUseGroup, FirstUsePeopleQuery, FirstUseQuery } from '../../../contract/index.ts';
import type { Column } from '../../../export/index.ts';
import { exportFirstUsePeople } from '../../../reports/explore/first-use.ts';
import { reports } from '../../../reports/index.ts';
import { numbers, people } from '../answers.ts';

const STATES = ['people', 'stayed', 'left', 'open', 'stays', 'share'] as const;

/** `firstPeople`, `usedStayed`. */
const named = (use: 'first' | 'used', name: string) => use + name[0]!.toUpperCase() + name.slice(1);

const columnsOf = (groupBy: string): Column<FirstUseGroup>[] => [
  { name: groupBy, value: ({ key }) => key },
  { name: 'group', value: ({ label }) => label },
  ...STATES.map((name) => ({ name: named('first', name), value: ({ first }: FirstUseGroup) => first[name] })),
  ...([...STATES, 'ofStayed', 'ofLeft'] as const).map((name) => ({
    name: named('used', name),
    value: ({ used }: FirstUseGroup) => used[name],
  })),
];

export const firstUseHandlers = {
  firstUse: numbers<FirstUseQuery, FirstUse, FirstUseGroup>({
    name: 'first-use',
    report: reports.firstUse,
    columns: ({ groupBy }) => columnsOf(groupBy),
    rows: ({ groups }) => groups,
  }),
  firstUsePeople: people<FirstUsePeopleQuery>({
    name: 'first-use-people',
    page: reports.firstUsePeople,
    file: exportFirstUsePeople,
  }),
};
