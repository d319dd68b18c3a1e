import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { CatalogueInput } from '../../catalogue/index.ts';
import { ImportError } from '../errors.ts';
import { type Bytes, counted } from '../input/bytes.ts';
import type { ImportMapping } from '../mapping.ts';
import { type Column, foldName, type OldTable } from './find.ts';

/** Fields of an activity by the specification's column, and whether a table may be without. */
const FIELDS = {
  id: 'id',
  userId: 'user_id',
  action: 'action',
  createdAt: 'created_at',
  details: 'details',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
  sessionId: 'session_id',
  visitId: 'visit_id',
} as const;
type Field = keyof typeof FIELDS;

export interface LogInput {
  readonly mapping: ImportMapping;
  readonly input: Bytes;
}

export interface LogOptions {
  readonly catalogue: CatalogueInput;
  /** IANA zone of times that are stored without one. */
  readonly timezone: string;
  readonly source: string;
  /** The platform's actions → those of the catalogue; default the catalogue's own. */
  readonly actions?: Readonly<Record<string, string | null>> | undefined;
  /** Rows before it are left out, in milliseconds since 1970. */
  readonly since?: number | undefined;
}

/**
 * The platform's log as an import reads a file: streamed as CSV by `COPY`, each row named by its id, so that a row
 * comes in once however often the table is read.
 *
 * @param client in the transaction whose snapshot is read
 */
export function openLog(client: pg.ClientBase, table: OldTable, o: LogOptions): LogInput {
  const fields = (Object.keys(FIELDS) as Field[]).filter((field) =>
    table.columns.has(foldName(FIELDS[field])),
  );
  const columnOf = (field: Field) => table.columns.get(foldName(FIELDS[field]))!;
  const select = fields
    .map(
      (field) =>
        `${field === 'createdAt' ? asInstant(columnOf(field)) : asText(columnOf(field), field)} as "${field}"`,
    )
    .join(', ');
  const where =
    o.since === undefined
      ? ''
      : ` where ${instantSql(columnOf('createdAt'), o.timezone)} >= '${new Date(o.since).toISOString()}'`;
  const name = table.place?.name ?? 'the SELECT of --log';
  const sql = `copy (select ${select} from ${table.from}${where}) to stdout (format csv, header true, encoding 'UTF8')`;
  return {
    input: copied(client, sql, name),
    mapping: {
      format: 'csv',
      delimiter: ',',
      // A text in a database is what it says; what is missing there is null.
      nulls: [],
      timezone: o.timezone,
      ...(isNumber(columnOf('createdAt')) ? { time: 'unix' } : {}),
      columns: Object.fromEntries(fields.map((field) => [field, field])) as ImportMapping['columns'],
      ...(o.actions ? { actions: { ...o.actions } } : {}),
      source: o.source,
    },
  };
}

function copied(client: pg.ClientBase, sql: string, name: string): Bytes {
  let read = 0;
  let stream: Readable | undefined;
  async function* chunks(): AsyncGenerator<Buffer> {
    stream = client.query(copyTo(sql)) as unknown as Readable;
    try {
      yield* counted(stream, (bytes) => {
        read += bytes;
      });
    } catch (cause) {
      throw new ImportError(`${name} can't be read: ${(cause as Error).message}`, { cause });
    }
  }
  return { name, chunks: chunks(), size: null, position: () => read, close: () => stream?.destroy() };
}

const isNumber = ({ type }: Column): boolean =>
  /^(?:bigint|integer|numeric|double precision|real)$/.test(type);

/** A `null` of JSON is no details, as a null of SQL is none. */
const asText = ({ sql }: Column, field: Field): string =>
  field === 'details' ? `nullif(${sql}::text, 'null')` : `${sql}::text`;

/** As the import reads it: a wall clock where the column has no zone. */
const asInstant = ({ sql, type }: Column): string =>
  type === 'timestamp with time zone'
    ? `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : type === 'timestamp without time zone'
      ? `to_char(${sql}, 'YYYY-MM-DD"T"HH24:MI:SS.US')`
      : `${sql}::text`;

/** As an instant in SQL. */
export const instantSql = (column: Column, timezone: string): string =>
  isNumber(column)
    ? `to_timestamp(${column.sql} / case when ${column.sql} > 99999999999 then 1000.0 else 1.0 end)`
    : column.type === 'timestamp without time zone'
      ? `(${column.sql} at time zone '${timezone}')`
      : `${column.sql}::timestamptz`;
