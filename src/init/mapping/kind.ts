import { quoted, type Table } from '../tables/table.ts';
import { columnOf, type Drafting, literal, type ValuesOf } from './draft.ts';

interface KindParts {
  /** What reports count. */
  readonly known: readonly string[];
  /** Names that the column goes by. */
  readonly names: string;
  /** Of a table without such a column. */
  readonly otherwise: string | undefined;
  readonly valuesOf: ValuesOf;
}

/** The kind of a row, translated where the host calls it otherwise. */
export async function putKind(d: Drafting, table: Table, o: KindParts): Promise<void> {
  const { known, otherwise } = o;
  const column = columnOf(table, o.names);
  if (!column) {
    d.put(otherwise ? literal(otherwise) : `<${known.join(' or ')}>`, 'kind');
    if (!otherwise) d.open(`kind: no column tells it; it takes ${known.join(', ')}`);
    return;
  }
  const name = quoted(column.name);
  const values = column.labels ?? (await o.valuesOf(table, column)) ?? [];
  const all = (fits: (value: string) => boolean) => values.length > 0 && values.every(fits);
  if (all((each) => known.includes(each))) d.put(name, 'kind');
  else if (all((each) => known.includes(each.toLowerCase()))) d.put(`lower(${name}::text)`, 'kind');
  else {
    const told = values.length > 0 ? values : ['…'];
    const cases = told.map((each) => {
      const same = known.find((one) => one === each.toLowerCase());
      return `when ${literal(each)} then ${same ? literal(same) : '<kind>'}`;
    });
    d.put(`case ${name}::text ${cases.join(' ')} end`, 'kind');
    d.open(`kind: translate what ${name} holds; known are ${known.join(', ')}`);
  }
}
