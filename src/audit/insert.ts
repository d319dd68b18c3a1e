import type { Database } from '../db/connect.ts';
import type { ChainRow } from './row.ts';

/** Up to so many rows go as plain values, which an access that is alone gains 0.2 ms by. */
const FEW = 4;

const COLUMNS: readonly [name: string, type: string, value: (row: ChainRow) => unknown][] = [
  ['chain', 'uuid', (row) => row.chain],
  ['seq', 'bigint', (row) => row.seq],
  ['at', 'timestamptz', (row) => new Date(row.at).toISOString()],
  ['request_id', 'uuid', (row) => row.requestId],
  ['phase', 'text', (row) => row.phase],
  ['actor', 'text', (row) => row.actor],
  ['endpoint', 'text', (row) => row.endpoint],
  ['target', 'text', (row) => row.target],
  ['parameters', 'text', (row) => row.parameters],
  ['status', 'int', (row) => row.status],
  ['rows', 'int', (row) => row.rows],
  ['view', 'text', (row) => row.view],
  ['hash', 'bytea', (row) => row.hash],
];
const NAMES = COLUMNS.map(([name]) => name).join(', ');

const FEW_SOURCES = Array.from({ length: FEW + 1 }, (_, rows) => {
  const tuple = (row: number) =>
    `(${COLUMNS.map(([, type], i) => `$${row * COLUMNS.length + i + 1}::${type}`).join(', ')})`;
  return `values ${Array.from({ length: rows }, (__, row) => tuple(row)).join(', ')}`;
});
const MANY_SOURCE = `select * from unnest(${COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')})`;

/** When rows were written, as all processes on a database have it. */
export interface Moment {
  /** The cache epoch that held. */
  readonly epoch: number;
  /** By the clock of the database, in milliseconds since 1970. */
  readonly at: number;
}

/** Writes rows of one chain in one statement. Resolves once committed. */
export async function insertRows(db: Database, rows: readonly ChainRow[]): Promise<Moment> {
  const few = rows.length <= FEW;
  const { rows: told } = await db.pool.query<Moment>({
    name: `joip_audit_${few ? rows.length : 'many'}`,
    text: `with written as (insert into ${db.s}.audit_log (${NAMES}) ${few ? FEW_SOURCES[rows.length] : MANY_SOURCE})
           select (value #>> '{}')::bigint as epoch, (extract(epoch from clock_timestamp()) * 1000)::bigint as at from ${db.s}.meta where key = 'cache_epoch'`,
    values: few
      ? rows.flatMap((row) => COLUMNS.map(([, , value]) => value(row)))
      : COLUMNS.map(([, , value]) => rows.map(value)),
  });
  return told[0]!;
}
