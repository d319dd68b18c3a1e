import { ask, rowsOf as cellsOf, everyPage } from '../ask.ts';
import { differences } from '../differences.ts';
import { VIEWS } from '../questions.ts';
import type { Asked } from './asked.ts';

/** A list as pages, or whole as a file; the first page tells its sums. */
export async function listed(
  a: Asked,
  field: string,
  expected: readonly Record<string, unknown>[],
  first: Readonly<Record<string, unknown>> = {},
) {
  const { view, params } = a.question;
  const rows = await everyPage(
    a.p,
    VIEWS[view].endpoint,
    { ...params, pageSize: '37' },
    await ask(a.p, VIEWS[view].endpoint, { ...params, pageSize: '37' }),
    field,
  );
  const { [field]: _, nextCursor: __, meta, ...rest } = a.answer.json;
  const file = await ask(a.p, VIEWS[view].endpoint, { ...params, format: 'ndjson' });
  return [
    ...differences(expected, rows, field),
    ...differences(expected.slice(0, 20), a.answer.json[field], `${field} of the first page`),
    ...differences(first, rest, ''),
    ...differences(expected.length, meta.totalRows, 'meta.totalRows'),
    ...differences(expected.map(flat), cellsOf(file, 'ndjson'), 'file'),
  ];
}

/** A row as a file of facts has it. */
function flat(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const party = (name: string) => {
    const of = row[name] as { id: string; email: string | null; name: string | null } | undefined;
    return of ? { [`${name}Id`]: of.id, [`${name}Email`]: of.email, [`${name}Name`]: of.name } : {};
  };
  const { referrer: _, referee: __, ...rest } = row;
  const { id, ...others } = rest;
  return row.referrer ? { ...others, ...party('referrer'), ...party('referee') } : { ...others, id };
}
