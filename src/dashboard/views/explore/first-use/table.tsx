import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-first-use.ts';
import type { Beginners, FirstUseGroup } from '../../../../contract/families/explore/first-use.ts';
import { NONE } from '../../../../contract/families/explore/none.ts';
import { usePanel } from '../../../data/panel-context.ts';
import type { Change } from '../../../data/use-ask.ts';
import { partLabel } from '../../../numbers/groupings.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { Bar } from '../../../ui/bar.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told, toldShare } from '../told-count.ts';
import type { BeginnerState, FirstUseSearch } from './question.ts';

interface TableProps {
  readonly by: string;
  readonly groups: readonly FirstUseGroup[];
  readonly onOpen: (which: Change<FirstUseSearch>) => void;
}

/** A group a row: whose first it was and who of them stayed. */
export function FirstTable({ by, groups, onOpen }: TableProps) {
  const nameOf = useNames(by);
  const columns: Column<FirstUseGroup>[] = [
    { name: 'group', label: texts.cameFirst, align: 'start', by: nameOf, cell: nameOf },
    counted('people', 'first', undefined, nameOf, onOpen),
    {
      name: 'share',
      label: texts.share,
      definition: texts.shareMeans,
      by: ({ first }) => first.share,
      cell: ({ first }) => <WithBar share={first.share} />,
    },
    counted('stayed', 'first', 'stayed', nameOf, onOpen),
    counted('left', 'first', 'left', nameOf, onOpen),
    counted('open', 'first', 'open', nameOf, onOpen),
    {
      name: 'stays',
      label: texts.stays,
      definition: texts.staysMeans,
      by: ({ first }) => first.stays,
      cell: ({ first }) => <WithBar share={first.stays} />,
    },
  ];
  return (
    <DataTable
      className="panel"
      label={texts.cameFirst}
      columns={columns}
      rows={groups}
      keyOf={({ key }) => key}
    />
  );
}

/** A group a row: who used it in the first days, of those who stayed and of those who left. */
export function UsedTable({ by, groups, onOpen }: TableProps) {
  const nameOf = useNames(by);
  const rows = groups.toSorted((a, b) => (b.used.people ?? 0) - (a.used.people ?? 0));
  const columns: Column<FirstUseGroup>[] = [
    { name: 'group', label: texts.used, align: 'start', by: nameOf, cell: nameOf },
    counted('people', 'used', undefined, nameOf, onOpen),
    counted('stayed', 'used', 'stayed', nameOf, onOpen),
    {
      name: 'ofStayed',
      label: texts.ofStayed,
      definition: texts.ofStayedMeans,
      by: ({ used }) => used.ofStayed,
      cell: ({ used }) => <WithBar share={used.ofStayed} />,
    },
    counted('left', 'used', 'left', nameOf, onOpen),
    {
      name: 'ofLeft',
      label: texts.ofLeft,
      definition: texts.ofLeftMeans,
      by: ({ used }) => used.ofLeft,
      cell: ({ used }) => <WithBar share={used.ofLeft} />,
    },
  ];
  return (
    <DataTable className="panel" label={texts.used} columns={columns} rows={rows} keyOf={({ key }) => key} />
  );
}

/** What a group is called. */
export function useNames(by: string) {
  const { catalogue } = usePanel();
  return ({ key }: Pick<FirstUseGroup, 'key'>): string =>
    key === NONE ? explore.noneOfThese : partLabel(by, key, catalogue);
}

/** A number that opens its people. */
function counted(
  name: keyof typeof texts.counts,
  use: 'first' | 'used',
  state: BeginnerState | undefined,
  nameOf: (group: FirstUseGroup) => string,
  onOpen: TableProps['onOpen'],
): Column<FirstUseGroup> {
  const countOf = (group: FirstUseGroup) => (group[use] as Beginners)[state ?? 'people'];
  return {
    name,
    label: name === 'people' && use === 'used' ? texts.usedBy : texts.counts[name],
    definition: name === 'people' && use === 'used' ? undefined : texts.meanings[name],
    by: countOf,
    cell: (group) => (
      <OpensPeople
        count={countOf(group)}
        label={texts.open(told(countOf(group)), texts.counts[name], nameOf(group))}
        onOpen={() => onOpen({ use, group: group.key, state })}
      >
        {told(countOf(group))}
      </OpensPeople>
    ),
  };
}

const WithBar = ({ share }: { share: number | null }) => (
  <span className="inline-flex w-full items-center justify-end gap-2" data-tint="users">
    <Bar part={share ?? 0} className="w-12 max-sm:hidden" />
    <span className="w-12">{toldShare(share)}</span>
  </span>
);
