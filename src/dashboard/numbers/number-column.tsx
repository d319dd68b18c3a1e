import type { Column } from '../ui/data-table.tsx';
import { Explain } from './explain.tsx';

interface NumberColumn<Row, Name extends string> extends Pick<Column<Row>, 'cell'> {
  readonly name: Name;
  readonly label: string;
  readonly definition: string;
}

/** A column of numbers that can give the order, with a sign at its head that explains it. */
export const numberColumn = <Name extends string, Row extends Readonly<Record<Name, number>>>({
  name,
  label,
  definition,
  cell,
}: NumberColumn<Row, Name>): Column<Row> => ({
  name,
  label,
  definition,
  about: (
    <Explain of={{ name: label, definition }} sign>
      {label}
    </Explain>
  ),
  cell,
  by: (row) => row[name],
});
