import { useNavigate } from '@tanstack/react-router';
import type { Header, ReactTable } from '@tanstack/react-table';
import type { MouseEvent } from 'react';
import * as texts from '#texts/usage.ts';
import type { UserRow } from '../../../contract/reports.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';
import { Explain } from '../../numbers/explain.tsx';
import { keyOf } from '../../numbers/opened/keys.ts';
import { openedBy } from '../../numbers/opened/opened.ts';
import { ARIA_SORT, SortButton } from '../../ui/sort-button.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { moveThroughRows } from './move-through-rows.ts';
import type { features } from './user-columns.tsx';

type UsersTable = ReactTable<typeof features, UserRow>;

interface UserTableGridProps {
  readonly table: UsersTable;
  /** Low rows: names alone, without the second line. */
  readonly compact: boolean;
  readonly faded: boolean;
}

/** The table itself: its head and its first column stay in sight. */
export function UserTableGrid({ table, compact, faded }: UserTableGridProps) {
  const openRow = useOpenRow();
  return (
    <TableFrame label={texts.userTable} className={`transition-opacity ${faded ? 'opacity-60' : ''}`}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <HeadCell key={header.id} header={header} table={table} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody onKeyDown={moveThroughRows}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              className="group cursor-pointer"
              onClick={(event) => openRow(event, row.original.userId)}
            >
              {row.getVisibleCells().map((cell, i) => (
                <td
                  key={cell.id}
                  className={`border-b border-line px-3 whitespace-nowrap group-hover:bg-sunken ${compact ? 'py-0.5 [&_.row-note]:hidden' : 'py-1.5'} ${i === 0 ? 'sticky start-0 z-10 min-w-56 max-w-80 bg-surface' : 'text-end'}`}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function HeadCell({ header, table }: { header: Header<typeof features, UserRow>; table: UsersTable }) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const place = column.id === 'user' ? 'start-0 z-30 text-start' : 'z-20 text-end';
  return (
    <th
      scope="col"
      aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
      className={`table-head border-b border-line bg-sunken px-3 py-0 text-xs font-medium text-ink-2 ${place}`}
    >
      {column.getCanSort() ? (
        <SortButton sorted={sorted} onClick={column.getToggleSortingHandler()}>
          <span className="w-min">
            <table.FlexRender header={header} />
          </span>
        </SortButton>
      ) : (
        <span className="inline-flex h-9 items-center">
          <table.FlexRender header={header} />
        </span>
      )}
      <HeadAbout name={column.id} />
    </th>
  );
}

/** What a column counts. */
function HeadAbout({ name }: { name: string }) {
  const { catalogue } = usePanel();
  const key = Object.hasOwn(catalogue.counters, name) ? keyOf.counter(name) : name;
  const opened = openedBy(key, catalogue);
  if (!opened) return null;
  const { label, definition } = opened;
  return (
    <Explain of={{ name: label, definition, opens: { kind: 'rows', of: key } }} sign>
      {label}
    </Explain>
  );
}

/** A click anywhere in a row opens it, unless text is being selected or a link was meant. */
function useOpenRow() {
  const navigate = useNavigate();
  return (event: MouseEvent, userId: string) => {
    const onLink = event.target instanceof Element && event.target.closest('a, button');
    if (onLink || window.getSelection()?.toString()) return;
    void navigate({
      to: '/users/$userId',
      params: { userId },
      search: (previous) => carried(previous as Raw),
    });
  };
}
