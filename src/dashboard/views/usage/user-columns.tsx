import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import * as texts from '#texts/people.ts';
import * as usage from '#texts/usage.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { UserRow } from '../../../contract/reports.ts';
import { ago, moment } from '../../format/date.ts';
import { neighbours } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { personLabel } from '../../numbers/people-words.ts';
import { Amount } from '../../ui/amount.tsx';
import { UserCell } from '../../ui/user-cell.tsx';

/** Paging is the server's; the table only knows order and visibility. */
export const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature });

/** In the range, and ever. */
const LAST = { lastActivityAt: usage.lastActivity, lastSeenAt: usage.lastSeen } as const;

const helper = createColumnHelper<typeof features, UserRow>();

/**
 * Columns of the user table: fixed ones and every counter that the catalogue declares.
 *
 * @param beside numbers that rows have since a condition, or the order, asks for them
 * @param unseen why nobody was seen
 */
export function userColumns(
  catalogue: PanelCatalogue,
  zone: string,
  beside: readonly string[],
  unseen: string = usage.neverActive,
) {
  return helper.columns([
    helper.display({ id: 'user', header: usage.user, cell: ({ row }) => <UserCell user={row.original} /> }),
    ...beside.map((name) =>
      helper.accessor((row) => numberOf(row[name]), {
        id: name,
        header: besideLabel(name, catalogue),
        enableSorting: orderOf(name) !== null,
        cell: (at) => <Told at={at} />,
      }),
    ),
    helper.accessor('totalActivity', {
      header: usage.totalActivityName,
      cell: (at) => <Cell of={keyOf.totalActivity} at={at} />,
    }),
    helper.accessor('activities', {
      header: usage.activities,
      cell: (at) => <Cell of={keyOf.activities} at={at} />,
    }),
    ...Object.entries(catalogue.counters).map(([name, { label }]) =>
      helper.accessor((row) => numberOf(row[name]), {
        id: name,
        header: label,
        cell: (at) => <Cell of={keyOf.counter(name)} at={at} />,
      }),
    ),
    helper.accessor('lastActivityAt', {
      header: LAST.lastActivityAt,
      cell: ({ getValue }) => <When at={getValue()} zone={zone} none={usage.notInThisRange} />,
    }),
    helper.accessor('lastSeenAt', {
      header: LAST.lastSeenAt,
      cell: ({ getValue }) => <When at={getValue()} zone={zone} none={unseen} />,
    }),
  ]);
}

/** A column's title, for the menu and the cards of a phone. */
export function columnLabels(catalogue: PanelCatalogue): Record<string, string> {
  const counters = Object.entries(catalogue.counters).map(([name, { label }]) => [name, label]);
  return { activities: usage.activities, ...Object.fromEntries(counters), ...LAST };
}

/** What a column orders by: a number, as it is, as it was before, or by its change; null for one that orders nothing. */
export function orderOf(column: string): { sort: string; as?: 'previous' | 'change' } | null {
  const [, as, sort] = /^(previous|change)\.(\w+)$/.exec(column) ?? [];
  if (sort !== undefined) return { sort, as: as as 'previous' | 'change' };
  return column.includes('.') ? null : { sort: column };
}

function besideLabel(column: string, c: PanelCatalogue): string {
  const [, as, name = column] = /^(previous|change)\.(.+)$/.exec(column) ?? [];
  const label = personLabel(name, c);
  if (as === undefined) return label;
  return as === 'previous' ? texts.before(label) : texts.change(label);
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Where a number stands: its user, and the users above and below. */
interface Place {
  readonly row: { readonly index: number; readonly original: UserRow };
  readonly column: { readonly id: string };
  readonly table: { getRowModel(): { readonly rows: readonly { readonly original: UserRow }[] } };
}

function valuesAt({ row, column, table }: Place) {
  const beside = neighbours(table.getRowModel().rows, row.index);
  return {
    value: numberOf(row.original[column.id]),
    beside: beside.map(({ original }) => numberOf(original[column.id])),
  };
}

const Told = ({ at }: { at: Place }) => <Amount {...valuesAt(at)} />;

/** A user's number, which opens; the arrow keys reach it from the row's link, so that Tab need not pass them all. */
function Cell({ of, at }: { of: string; at: Place }) {
  const { value, beside } = valuesAt(at);
  return (
    <RowsLink of={of} who={at.row.original.userId} count={value} tabIndex={-1}>
      <Amount value={value} beside={beside} />
    </RowsLink>
  );
}

function When({ at, zone, none }: { at: string | null; zone: string; none: string }) {
  return at ? <span title={moment(at, zone)}>{ago(at)}</span> : <span title={none}>–</span>;
}
