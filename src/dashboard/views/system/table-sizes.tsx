import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { exact } from '../../format/number.ts';
import { bytes } from '../../format/size.ts';
import { Amount } from '../../ui/amount.tsx';
import { Bar } from '../../ui/bar.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SaveButton } from '../../ui/save-button.tsx';
import { Section } from '../../ui/section.tsx';
import { tableRows } from '../../ui/table-rows.ts';

type Table = SystemReport['database']['tables'][number];

const columnsOf = (most: number): readonly Column<Table>[] => [
  {
    name: 'name',
    label: texts.table,
    cell: ({ name }) => <span className="font-mono text-xs">{name}</span>,
    by: ({ name }) => name,
  },
  {
    name: 'bytes',
    label: texts.size,
    file: { bytes: (table) => table.bytes },
    definition: texts.withItsIndexes,
    cell: (table, beside) => (
      <span className="flex items-center justify-end gap-3" title={texts.bytes(exact(table.bytes))}>
        <Bar part={table.bytes / most} className="w-24 max-sm:hidden" />
        <span className="w-16">
          {bytes(
            table.bytes,
            beside.map((each) => each.bytes),
          )}
        </span>
      </span>
    ),
    by: (table) => table.bytes,
  },
  {
    name: 'rows',
    label: texts.rowsAbout,
    definition: texts.asPostgresqlEstimatesThem,
    cell: ({ rows }, beside) =>
      rows === 0 ? (
        <span title={texts.noneOrNotEstimated}>–</span>
      ) : (
        <Amount value={rows} beside={beside.map((each) => each.rows)} />
      ),
    by: ({ rows }) => rows,
  },
];

export function TableSizes({ database }: { database: SystemReport['database'] }) {
  const most = Math.max(1, ...database.tables.map((table) => table.bytes));
  return (
    <Section
      title={texts.database}
      note={texts.inAll(bytes(database.bytes))}
      aside={
        <SaveButton
          what={texts.everyTablesSize}
          name={[texts.databaseTables]}
          rows={() => tableRows(columnsOf(most), database.tables)}
        />
      }
    >
      <div data-tint="users">
        <DataTable
          label={texts.tablesBySize}
          columns={columnsOf(most)}
          rows={database.tables}
          keyOf={({ name }) => name}
          className="panel"
          first={12}
        />
      </div>
    </Section>
  );
}
