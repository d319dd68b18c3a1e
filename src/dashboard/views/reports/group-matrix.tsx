import { useMemo } from 'react';
import * as texts from '#texts/reports.ts';
import type { Group } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import type { Pairs } from '../../data/url/pairs.ts';
import { exact } from '../../format/number.ts';
import { groupKey } from '../../numbers/group-key.ts';
import { capital, groupingLabel, partOf } from '../../numbers/groupings.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { type Matrix, matrixOf } from './matrix.ts';

interface GroupMatrixProps {
  readonly by: readonly [string, string];
  readonly groups: readonly Group[];
  readonly filters: Pairs;
  readonly opens: boolean;
}

/** Rows and columns drawn at most; the table has every pair. */
const DRAWN = { rows: 50, columns: 12 };
type Row = Matrix['rows'][number];

/** One grouping down, the other across; the deeper a cell's tint, the more. */
export function GroupMatrix({ by, groups, filters, opens }: GroupMatrixProps) {
  const { catalogue } = usePanel();
  const matrix = useMemo(() => matrixOf(groups, by), [groups, by]);
  const across = matrix.columns.slice(0, DRAWN.columns);
  const cut = matrix.rows.length > DRAWN.rows || matrix.columns.length > DRAWN.columns;
  const columns: Column<Row>[] = [
    {
      name: 'row',
      label: capital(groupingLabel(by[0], catalogue)),
      by: ({ group }) => partOf(group, by[0], catalogue),
      cell: ({ group }) => partOf(group, by[0], catalogue),
    },
    { name: 'all', label: texts.all, by: ({ count }) => count, cell: ({ count }) => exact(count) },
    ...across.map(
      ({ value: column, group }): Column<Row> => ({
        name: `of-${column}`,
        label: partOf(group, by[1], catalogue),
        by: ({ value }) => matrix.at(value, column)?.count ?? 0,
        cell: ({ value }) => {
          const group = matrix.at(value, column);
          if (!group) return <span className="text-ink-3">–</span>;
          return (
            <span className={`-mx-2 rounded-sm px-2 py-1 ${depth(group.count / matrix.most)}`}>
              {opens ? (
                <RowsLink of={groupKey(filters, group.key)} count={group.count}>
                  {exact(group.count)}
                </RowsLink>
              ) : (
                exact(group.count)
              )}
            </span>
          );
        },
      }),
    ),
  ];
  return (
    <div data-tint="features">
      <DataTable
        label={texts.groupsAcross}
        columns={columns}
        rows={matrix.rows.slice(0, DRAWN.rows)}
        keyOf={({ value }) => value}
      />
      {cut && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
          {texts.largestRowsColumnsAt(
            exact(DRAWN.rows),
            exact(matrix.rows.length),
            exact(DRAWN.columns),
            exact(matrix.columns.length),
          )}
        </p>
      )}
    </div>
  );
}

const DEPTHS = ['bg-tint/5', 'bg-tint/10', 'bg-tint/15', 'bg-tint/25', 'bg-tint/35'] as const;
const depth = (part: number) =>
  DEPTHS[Math.min(DEPTHS.length - 1, Math.floor(Math.sqrt(part) * DEPTHS.length))];
