import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { codeOf } from '../db/failures.ts';
import type { Activity } from './activity.ts';
import { createActivityOf, LOG_COLUMNS, type LogRow } from './log-row.ts';
import { createPersons } from './persons.ts';
import { isRefusal } from './statement.ts';
import { countsOf, type Tombstones } from './tombstones.ts';
import type { Writer } from './write.ts';

/** How often in a row others may fold first. */
const TURNS = 50;

/** Counts pending rows, in batches. Several processes may do so at once. */
export function createFolder(
  db: Database,
  writer: Writer,
  c: CatalogueInput,
  tombstones?: Tombstones,
  maxBatch = 2_000,
) {
  const activityOf = createActivityOf(c);
  const redact = createRedact(db, c, tombstones);
  return async function fold(): Promise<number> {
    let folded = 0;
    for (let turn = 0; ; turn++) {
      const { rows } = await db.pool.query<LogRow>(
        `select ${LOG_COLUMNS}
         from (select * from ${db.s}.activity_pending order by user_id, created_at, event_id limit $1) p
         join ${db.s}.user_activity_logs l
           on l.user_id = p.user_id and l.created_at = p.created_at and l.event_id = p.event_id`,
        [maxBatch],
      );
      if (rows.length === 0) return folded;
      try {
        await redact(rows);
        const late = await writer.fold(rows.map(activityOf));
        if (late.length > 0) await remove(db, late, tombstones);
        folded += rows.length;
        turn = 0;
      } catch (error) {
        // Another process folded some of them first: read again. Time and again it is something else.
        if (!isRefusal(codeOf(error)) || turn >= TURNS) throw error;
      }
    }
  };
}

/** A host's transaction was open while its user was erased: what it wrote goes too. */
async function remove(db: Database, late: readonly Activity[], tombstones?: Tombstones): Promise<void> {
  const { rows } = await db.pool.query<{ user_id: string }>(
    `with gone as (
       delete from ${db.s}.activity_pending p
       using unnest($1::text[], $2::timestamptz[], $3::uuid[]) as i(user_id, created_at, event_id)
       where (p.user_id, p.created_at, p.event_id) = (i.user_id, i.created_at, i.event_id)
       returning p.user_id, p.created_at, p.event_id
     ), log as (
       delete from ${db.s}.user_activity_logs l using gone
       where (l.user_id, l.created_at, l.event_id) = (gone.user_id, gone.created_at, gone.event_id)
     )
     select user_id from gone`,
    [
      late.map((a) => a.userId),
      late.map((a) => new Date(a.createdAt).toISOString()),
      late.map((a) => a.eventId),
    ],
  );
  await tombstones?.noteLate(countsOf(rows.map((row) => row.user_id)));
}

/** Likewise where it named someone who was erased. */
function createRedact(db: Database, c: CatalogueInput, tombstones?: Tombstones) {
  const persons = createPersons(c);
  return async (rows: readonly LogRow[]): Promise<void> => {
    if (!tombstones) return;
    const naming = rows
      .map((row) => ({ row, a: { details: JSON.stringify(row.details ?? null) } }))
      .filter(({ a }) => persons.namedIn(a.details).length > 0);
    if (naming.length === 0) return;
    const aliases = await tombstones.among([
      ...new Set(naming.flatMap(({ a }) => persons.namedIn(a.details))),
    ]);
    for (const { row, a } of naming) {
      const redacted = persons.redacted(a, (id) => aliases.get(id));
      if (redacted === a) continue;
      await db.pool.query(
        `update ${db.s}.user_activity_logs set details = $4::jsonb
         where user_id = $1 and created_at = $2 and event_id = $3`,
        [row.user_id, row.created_at.toISOString(), row.event_id, redacted.details],
      );
    }
  };
}

/** Whether anything waits to be folded: asked before a report, so that reports add what is pending. */
export async function hasPending(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query(`select 1 from ${db.s}.activity_pending limit 1`);
  return rows.length > 0;
}
