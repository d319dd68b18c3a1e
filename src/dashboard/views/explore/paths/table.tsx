import * as texts from '#texts/explore-paths.ts';
import type { PathNode, Paths } from '../../../../contract/families/explore/paths.ts';
import { exact, PART } from '../../../format/number.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told } from '../told-count.ts';
import { idOf } from './items.ts';
import { usePaths } from './question.ts';
import { useWords } from './words.ts';

/** The same ways, a row each. */
export function PathsTable({ report }: { report: Paths }) {
  const { search, ask } = usePaths();
  const { wayOf, ended } = useWords();
  const share = (n: number | null) => (n === null ? '–' : exact(n, PART));
  const opening = (who: 'went' | 'ended', count: number | null, { path }: PathNode) => (
    <OpensPeople count={count} onOpen={() => ask({ who, path: idOf(path) || undefined })}>
      {told(count)}
    </OpensPeople>
  );
  const columns: Column<PathNode>[] = [
    {
      name: 'way',
      label: texts.wayHead,
      align: 'start',
      by: ({ path }) => wayOf(path),
      cell: ({ path }) => wayOf(path),
    },
    {
      name: 'count',
      label: search.count === 'tries' ? texts.triesHead : texts.peopleHead,
      by: ({ count }) => count,
      cell: (node) => opening('went', node.count, node),
    },
    ...(search.count === 'tries'
      ? [
          {
            name: 'people',
            label: texts.peopleHead,
            by: ({ people }: PathNode) => people,
            cell: ({ people }: PathNode) => told(people),
          },
        ]
      : []),
    { name: 'ofAll', label: texts.ofAll, by: ({ ofAll }) => ofAll, cell: ({ ofAll }) => share(ofAll) },
    {
      name: 'ofBefore',
      label: texts.ofBefore,
      by: ({ ofBefore }) => ofBefore,
      cell: ({ ofBefore }) => share(ofBefore),
    },
    {
      name: 'ended',
      label: ended,
      by: (node) => node.ended,
      cell: (node) => opening('ended', node.ended, node),
    },
    ...(search.direction === 'before'
      ? []
      : [
          {
            name: 'open',
            label: texts.openHead,
            by: ({ open }: PathNode) => open,
            cell: ({ open }: PathNode) => told(open),
          },
        ]),
  ];
  return (
    <DataTable
      className="panel"
      label={texts.wayHead}
      columns={columns}
      rows={report.nodes}
      keyOf={({ path }) => idOf(path)}
    />
  );
}
