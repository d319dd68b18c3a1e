import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import { QUARTER } from '../../db/milliseconds.ts';
import { keep } from '../../store/kept.ts';
import { loadKinds } from '../../store/kinds.ts';
import { type LogRead, readLog } from '../../store/log.ts';
import { retotal } from '../../store/retotal.ts';
import type { Rows } from '../../store/rows.ts';
import { storeOf } from '../../store/store.ts';
import type { Stretch } from '../../store/stretch.ts';

/** Who is erased, and whose name their anonymous part goes under. */
export interface Erased {
  readonly id: string;
  /** Of `users`. */
  readonly no: number;
  readonly marker: string;
  readonly internal: boolean;
}

/** The log holds kinds that have no number yet. They are registered in a transaction of their own; then all is done again. */
export class Unregistered extends Error {
  readonly read: LogRead;

  constructor(read: LogRead) {
    super("the log holds kinds of activity that aren't registered");
    this.name = 'Unregistered';
    this.read = read;
  }
}

/**
 * What a user did counts on, for nobody: it is kept by quarter of an hour (signals by their hour), and blocks count the
 * user no more. In the transaction that deletes the rows and holds the lock, before it does.
 *
 * @throws Unregistered
 */
export async function keepForNobody(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  erased: Erased,
): Promise<void> {
  const { id, no, internal } = erased;
  const nobody = await ensureMarker(db, client, erased);
  await client.query(
    `insert into ${db.s}.erased_numbers (no, internal) values ($1, $2) on conflict (no) do nothing`,
    [no, internal],
  );
  const during = await loggedDuring(db, client, id);
  if (!during) return;
  const { kinds, numbers } = storeOf(db);
  await loadKinds(db, client, kinds);
  const read = await readLog({ db, client, catalogue, kinds, numbers }, { stretches: [during], users: [id] });
  if (read.extra.length > 0) throw new Unregistered(read);
  await retotal(db, client, new Set([no]), internal ? 'goneInternal' : 'gone', during);
  const [activities, signals] = [read.activities, read.signals].map((rows) => anonymous(rows, nobody)) as [
    Rows,
    Rows,
  ];
  await keep(db, client, catalogue, { activities, signals }, false);
}

/** From the first of what the log and the signals hold of a user to the last. */
async function loggedDuring(db: Database, client: pg.PoolClient, id: string): Promise<Stretch | null> {
  const { rows } = await client.query<{ first: Date | null; last: Date | null }>(
    `select min(at) as first, max(at) as last from (
       select created_at as at from ${db.s}.user_activity_logs where user_id = $1
       union all select hour from ${db.s}.user_signals where user_id = $1) x`,
    [id],
  );
  const { first, last } = rows[0]!;
  return first && last ? { start: first.getTime(), end: last.getTime() + 1 } : null;
}

const anonymous = (rows: Rows, nobody: number): Rows => ({
  ...rows,
  users: rows.users.map(() => nobody),
  at: rows.at.map((ms) => Math.floor(ms / QUARTER) * QUARTER),
});

/**
 * Its row tells reports whether what stands under it was internal.
 *
 * @returns its number
 */
export async function ensureMarker(
  db: Database,
  client: pg.PoolClient,
  { marker, internal }: Pick<Erased, 'marker' | 'internal'>,
): Promise<number> {
  await client.query(
    `insert into ${db.s}.users (id, internal)
     select $1, $2 where not exists (select 1 from ${db.s}.users where id = $1)`,
    [marker, internal],
  );
  const { rows } = await client.query<{ no: number }>(
    `select user_no as no from ${db.s}.users where id = $1`,
    [marker],
  );
  return rows[0]!.no;
}
