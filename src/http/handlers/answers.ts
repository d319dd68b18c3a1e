import type { Meta } from '../../contract/index.ts';
import { type Column, lineText, type TableFormat } from '../../export/index.ts';
import type { ReportContext } from '../../reports/context.ts';
import type { PeopleFile } from '../../reports/people/behind.ts';
import { downloadReply } from '../download.ts';
import type { Call, Reply } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { refuseFileParams, refusePages, tableReply } from '../table-reply.ts';
import { isViewer } from '../told-to.ts';

/** Columns that are fields of a row, under their own names. */
export const fields = <Row>(...names: (keyof Row & string)[]): Column<Row>[] =>
  names.map((name) => ({ name, value: (row) => row[name] }));

interface FileParams {
  readonly format: 'json' | TableFormat;
  readonly bom: boolean;
  readonly columns?: string[] | undefined;
}
type Asked<Query> = Omit<Call, 'query'> & { readonly query: Query };

interface NumbersOptions<Query, Report, Row> {
  /** What a file of it is called, before its range. */
  readonly name: string | ((query: Query) => string);
  report(ctx: ReportContext, query: Query): Promise<Report>;
  /** All of what an answer tells in part. Default: the answer. */
  whole?(ctx: ReportContext, query: Query): Promise<Report>;
  columns(query: Query): readonly Column<Row>[];
  rows(report: Report): readonly Row[];
}

/** A viewer is told of nobody. */
export const asMayBeTold = <Query extends { readonly anonymize: boolean }>(
  call: Pick<Asked<Query>, 'principal' | 'query'>,
): Query => (isViewer(call) ? { ...call.query, anonymize: true } : call.query);

/** How many: as JSON, or as a file. */
export const numbers = <
  Query extends FileParams & { readonly anonymize: boolean },
  Report extends { readonly meta: Meta },
  Row,
>(
  o: NumbersOptions<Query, Report, Row>,
) => numbersAs(asMayBeTold<Query>, o);

/** Those that no viewer may ask for, and that tell all. */
export const openNumbers = <Query extends FileParams, Report extends { readonly meta: Meta }, Row>(
  o: NumbersOptions<Query, Report, Row>,
) => numbersAs<Query, Report, Row>(({ query }) => query, o);

function numbersAs<Query extends FileParams, Report extends { readonly meta: Meta }, Row>(
  queryOf: (call: Asked<Query>) => Query,
  o: NumbersOptions<Query, Report, Row>,
) {
  return {
    /** What only a file takes is refused, and so it's no other call's answer. */
    cached: ({ format, columns, bom }: Query): boolean => format === 'json' && columns === undefined && !bom,
    async run(call: Asked<Query>): Promise<Reply> {
      const query = queryOf(call);
      const { format, columns, bom } = query;
      const ctx = await contextOf(call);
      if (format === 'json') {
        refuseFileParams(call.given);
        return { body: await o.report(ctx, query) };
      }
      const report = await (o.whole ?? o.report)(ctx, query);
      const { start, end, timezone } = report.meta;
      return tableReply({
        format,
        name: typeof o.name === 'string' ? o.name : o.name(query),
        range: { start: Date.parse(start), end: Date.parse(end), timezone },
        columns: o.columns(query),
        asked: columns,
        bom,
        rows: o.rows(report),
      });
    },
  };
}

interface PeopleOptions<Query> {
  readonly name: string;
  page(ctx: ReportContext, query: Omit<Query, 'format' | 'bom'>): Promise<{ people: readonly unknown[] }>;
  readonly file: PeopleFile<Omit<Query, 'format' | 'bom'>>;
}

/** Who: a page as JSON, or all of them as a file. */
export function people<Query extends FileParams>(o: PeopleOptions<Query>) {
  return {
    async run(call: Asked<Query>): Promise<Reply> {
      const { format, bom, ...query } = call.query;
      const ctx = await contextOf(call);
      if (format === 'json') {
        refuseFileParams(call.given);
        const body = await o.page(ctx, query);
        return { body, rows: body.people.length };
      }
      refusePages(call.given);
      return downloadReply(call, {
        format,
        bom,
        name: o.name,
        open: (signal) => o.file(ctx, query, lineText[format], signal),
      });
    },
  };
}
