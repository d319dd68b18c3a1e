import type { Meta } from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import type { LineOf } from '../export-users.ts';
import { metaOf, readOf } from '../meta.ts';
import type { Range } from '../range/period.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import { pickColumns } from '../read/columns.ts';
import { type DownloadLines, started } from '../read/download.ts';
import { openReader } from '../read/open-reader.ts';
import { type ReportReader, read } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';

/** Who is behind a number. */
export interface Found<Row> {
  readonly v: Pick<Meta, 'source'> & Pick<Seen, 'missing'> & { readonly scope: Pick<ReadScope, 'echo'> };
  readonly range: Range;
  /** What was understood, beside the scope. */
  readonly filters: Readonly<Record<string, string>>;
  readonly total: number;
  /** Of a file. */
  readonly columns: readonly PeopleColumn<Row>[];
  rows(from: number, to: number): Promise<Row[]>;
}
export interface PeopleColumn<Row> {
  readonly name: string;
  value(row: Row): string | number | null | undefined;
}

/** The columns that tell who somebody is. */
export const WHO = (['userId', 'email', 'name'] as const).map((name) => ({
  name,
  value: (row: Readonly<Record<typeof name, string | null>>) => row[name],
}));

type Find<Query, Row> = (r: ReportReader, query: Query) => Promise<Found<Row>>;
export type PeopleFile<Query> = (
  ctx: ReportContext,
  query: Query,
  lineOf: LineOf,
  signal: AbortSignal,
) => Promise<DownloadLines & { readonly range: Range }>;

/** A page of them. */
export const peoplePage =
  <Query extends { readonly page: number; readonly pageSize: number }, Row>(find: Find<Query, Row>) =>
  (ctx: ReportContext, query: Query): Promise<{ people: Row[]; meta: Meta }> =>
    read(ctx, async (r) => {
      const found = await find(r, query);
      const { page, pageSize } = query;
      const from = (page - 1) * pageSize;
      return {
        people: await found.rows(from, Math.min(found.total, from + pageSize)),
        meta: metaOf(ctx, found.range, {
          filters: { ...found.v.scope.echo, ...found.filters },
          ...readOf(found.v),
          totalRows: found.total,
          page,
          pageSize,
        }),
      };
    });

/** Rows that are made in one go, so that the event loop is let be in between. */
const BATCH = 500;

/** The same people as lines, all of them. */
export const peopleFile =
  <Query extends { readonly columns?: string[] | undefined }, Row>(
    find: Find<Query, Row>,
  ): PeopleFile<Query> =>
  async (ctx, query, lineOf, signal) => {
    const open = await openReader(ctx, signal);
    try {
      const { range, total, columns: all, rows } = await find(open.r, query);
      const columns = pickColumns(all, query.columns);
      const line = lineOf(columns);
      return {
        range,
        total,
        columns: columns.map(({ name }) => name),
        batches: await started(
          (async function* () {
            for (let from = 0; from < total; from += BATCH)
              yield (await rows(from, Math.min(total, from + BATCH))).map((row) =>
                line(columns.map(({ value }) => value(row))),
              );
          })(),
        ),
        close: open.close,
      };
    } catch (error) {
      await open.close();
      throw error;
    }
  };
