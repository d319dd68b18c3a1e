import type { ReactTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import * as texts from '#texts/page.ts';
import * as usage from '#texts/usage.ts';
import type { UserRow } from '../../../contract/reports.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { moveThroughRows } from './move-through-rows.ts';
import type { features } from './user-columns.tsx';

interface UserCardsProps {
  readonly table: ReactTable<typeof features, UserRow>;
  readonly faded: boolean;
}

/** Numbers on a card: the one that gives the order, and the next of the columns. */
const SHOWN = 3;

/** The same rows where a table has no room: who it is, the number that gives the order, and two more. */
export function UserCards({ table, faded }: UserCardsProps) {
  const sorted = sortedOf(table);
  return (
    <section aria-label={usage.userTable} className={`transition-opacity ${faded ? 'opacity-60' : ''}`}>
      <Order table={table} />
      <ol data-cards="" className="divide-y divide-line border-b border-line" onKeyDown={moveThroughRows}>
        {table.getRowModel().rows.map((row) => {
          const [who, ...cells] = row.getVisibleCells();
          const first = cells.filter(({ column }) => column.id === sorted?.id);
          const others = cells.filter(({ column }) => column.id !== sorted?.id);
          return (
            <li key={row.id} className="px-4 py-3">
              {who && <table.FlexRender cell={who} />}
              <dl className="mt-2 grid grid-cols-3 gap-x-3">
                {[...first, ...others].slice(0, SHOWN).map((cell) => (
                  <div key={cell.id} className="flex flex-col justify-end">
                    <dt className="text-xs text-ink-3">{String(cell.column.columnDef.header)}</dt>
                    <dd className={cell.column.id === sorted?.id ? 'text-lg font-semibold' : 'text-lg'}>
                      <table.FlexRender cell={cell} />
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const sortedOf = (table: UserCardsProps['table']) =>
  table.getVisibleLeafColumns().find((column) => column.getIsSorted());

/** What a table's head offers. */
function Order({ table }: { table: UserCardsProps['table'] }) {
  const sorted = sortedOf(table);
  const desc = sorted?.getIsSorted() !== 'asc';
  const Icon = desc ? ArrowDown : ArrowUp;
  const columns = table.getVisibleLeafColumns().filter((column) => column.getCanSort());
  return (
    <div className="flex items-center gap-2 border-b border-line bg-sunken px-4 py-2">
      <Select
        aria-label={texts.orderBy}
        className="flex-1"
        value={sorted?.id}
        onChange={(e) => table.setSorting([{ id: e.target.value, desc }])}
      >
        {columns.map((column) => (
          <option key={column.id} value={column.id}>
            {String(column.columnDef.header)}
          </option>
        ))}
      </Select>
      <Button
        aria-label={desc ? texts.highestFirst : texts.lowestFirst}
        onClick={() => sorted && table.setSorting([{ id: sorted.id, desc: !desc }])}
      >
        <Icon className="size-4 text-ink-3" aria-hidden="true" />
        {desc ? texts.highestFirst : texts.lowestFirst}
      </Button>
    </div>
  );
}
