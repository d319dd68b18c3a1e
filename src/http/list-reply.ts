import type { Column, TableFormat } from '../export/index.ts';
import type { ReportContext } from '../reports/context.ts';
import type { Call, Reply } from './handler.ts';
import { contextOf } from './report-context.ts';
import { refuseFileParams, refuseLongFile, tableReply, wholeList } from './table-reply.ts';

interface ListQuery {
  readonly format: 'json' | TableFormat;
  readonly columns?: readonly string[] | undefined;
  readonly bom: boolean;
  readonly pageSize: number;
}

interface ListOptions<Body, Row> {
  /** Of the file. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rowsOf: (body: Body) => readonly Row[];
}

/**
 * A list as a page, or with `format` whole as a file.
 *
 * @throws BadRequest for an unknown column, for parameters of the other kind, or a list too long for a file
 */
export async function listReply<Q extends ListQuery, Body extends { nextCursor: string | null }, Row>(
  call: Pick<Call, 'view' | 'services' | 'signal' | 'given'> & { readonly query: Q },
  report: (ctx: ReportContext, query: Omit<Q, 'format' | 'columns' | 'bom'>) => Promise<Body>,
  { name, columns, rowsOf }: ListOptions<Body, Row>,
): Promise<Reply> {
  const { format, columns: asked, bom, ...query } = call.query;
  const ctx = await contextOf(call);
  if (format === 'json') {
    refuseFileParams(call.given);
    const body = await report(ctx, query);
    return { body, rows: rowsOf(body).length };
  }
  const body = await report(ctx, wholeList(query, call.given));
  refuseLongFile(body.nextCursor);
  return tableReply({ format, name, columns, asked, bom, rows: rowsOf(body) });
}
