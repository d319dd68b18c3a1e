import type { PathNode, PathPeopleQuery, Paths, PathsQuery } from '../../../contract/index.ts';
import type { Column } from '../../../export/index.ts';
import { exportPathPeople } from '../../../reports/explore/path-people.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

const COLUMNS: Column<PathNode>[] = [
  { name: 'level', value: ({ path }) => path.length },
  { name: 'way', value: ({ path }) => path.join(' > ') },
  ...fields<PathNode>('label', 'count', 'people', 'ofAll', 'ofBefore', 'ended', 'open', 'other', 'others'),
];

export const pathsHandlers = {
  paths: numbers<PathsQuery, Paths, PathNode>({
    name: 'paths',
    report: reports.paths,
    whole: (ctx, query) => reports.paths(ctx, query, Number.POSITIVE_INFINITY),
    columns: () => COLUMNS,
    rows: ({ nodes }) => nodes,
  }),
  pathPeople: people<PathPeopleQuery>({
    name: 'paths-people',
    page: reports.pathPeople,
    file: exportPathPeople,
  }),
};
