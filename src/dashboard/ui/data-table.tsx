import { type ReactNode, useState } from 'react';
import * as texts from '#texts/page.ts';
import * as said from '#texts/told.ts';
import { exact, neighbours } from '../format/number.ts';
import { Button } from './button.tsx';
import { useOneStop } from './one-stop.tsx';
import { usePrinting } from './printing.ts';
import { ARIA_SORT, SortButton } from './sort-button.tsx';
import { TableFrame } from './table-frame.tsx';
import { Told, useTold } from './told.tsx';

export interface Column<Row> {
  readonly name: string;
  readonly label: string;
  /** What the column means. */
  readonly definition?: string;
  /** Beside its name: the way to more about it. */
  readonly about?: ReactNode;
  /** Words stand at the start of a line; numbers, the default, at its end. */
  readonly align?: 'start';
  /** With the rows above and below it, which its number has to be told apart from. */
  readonly cell: (row: Row, beside: readonly Row[]) => ReactNode;
  /** Makes the column one that can give the order; null comes last. */
  readonly by?: (row: Row) => number | string | null;
  /** Its fields in a file, by their names; `by` under the label where this isn't told. */
  readonly file?: Readonly<Record<string, (row: Row) => number | string | null>>;
}

/** The column that gives the order; null is the order that the rows came in. */
export type Order = { readonly name: string; readonly desc: boolean } | null;

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly className?: string;
  /** Rows that are shown before the rest is asked for. */
  readonly first?: number;
  /** Where the page keeps the order, as in its address. Default: the table does. */
  readonly order?: Order;
  readonly onOrder?: (order: Order) => void;
}

const FIRST = 100;

/** Rows under a head that stays in sight, as does the first column, which names each row. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  className = '',
  first = FIRST,
  order: kept,
  onOrder,
}: DataTableProps<Row>) {
  const [own, setOwn] = useState<Order>(null);
  const [asked, setAsked] = useState(false);
  const heads = useOneStop<HTMLTableRowElement>();
  // On paper nothing can be asked for.
  const whole = usePrinting() || asked;
  const order = onOrder ? (kept ?? null) : own;
  const setOrder = onOrder ?? setOwn;
  const orders = columns.find(({ name }) => name === order?.name);
  const by = orders?.by;
  const told = useTold(
    JSON.stringify([order, asked]),
    [
      orders && order ? said.sortedBy(orders.label, order.desc, orders.align === 'start') : said.firstOrder,
      ...(asked ? [said.rowsShown(exact(rows.length))] : []),
    ].join(' '),
  );
  const sorted = by && order ? ordered(rows, by, order.desc) : rows;
  const shown = whole ? sorted : sorted.slice(0, first);
  const turn = (name: string) =>
    setOrder(order?.name !== name ? { name, desc: true } : order.desc ? { name, desc: false } : null);
  return (
    <TableFrame label={label} className={className}>
      <Told>{told}</Told>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead className="text-xs text-ink-2">
          <tr {...heads}>
            {columns.map((column, i) => {
              const sorted = order?.name === column.name ? (order.desc ? 'desc' : 'asc') : false;
              return (
                <th
                  key={column.name}
                  scope="col"
                  title={column.about ? undefined : column.definition}
                  aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
                  className={`table-head h-9 border-b border-line bg-sunken px-3 font-medium ${place(column, i)} ${i === 0 ? 'z-30' : 'z-20'}`}
                >
                  {column.by ? (
                    <SortButton sorted={sorted} onClick={() => turn(column.name)}>
                      {column.label}
                    </SortButton>
                  ) : (
                    column.label
                  )}
                  {column.about}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            <tr key={keyOf(row)} className="group">
              {columns.map((column, i) => {
                const Cell = i === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={column.name}
                    {...(i === 0 ? { scope: 'row' } : {})}
                    className={`border-b border-line px-3 py-1.5 font-normal whitespace-nowrap group-last:border-0 ${place(column, i)} ${i === 0 ? 'z-10 min-w-28 max-w-44 truncate sm:max-w-80 bg-surface' : ''}`}
                  >
                    {column.cell(row, neighbours(shown, at))}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <p className="sticky start-0 border-t border-line px-3 py-1.5">
          <Button look="quiet" onClick={() => setAsked(true)}>
            {texts.showAll(exact(rows.length))}
          </Button>
        </p>
      )}
    </TableFrame>
  );
}

const place = <Row,>({ align }: Column<Row>, i: number) =>
  i === 0 ? 'sticky start-0 text-start' : align === 'start' ? 'text-start' : 'text-end';

function ordered<Row>(rows: readonly Row[], by: (row: Row) => number | string | null, desc: boolean): Row[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return (x < y ? -1 : x > y ? 1 : 0) * (desc ? -1 : 1);
  });
}
