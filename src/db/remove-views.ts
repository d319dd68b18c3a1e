import type pg from 'pg';
import type { Database } from './connect.ts';

/** Removes what an operator saved for themselves; what they shared stays, without their name. */
export async function removeViews(db: Database, client: pg.PoolClient, actor: string): Promise<void> {
  const t = `${db.s}.saved_views`;
  await client.query(`delete from ${t} where owner = $1 and not shared`, [actor]);
  await client.query(
    `update ${t} set owner = case when owner = $1 then null else owner end,
       owner_email = case when owner = $1 then null else owner_email end,
       pinned_by = array_remove(pinned_by, $1)
     where owner = $1 or $1 = any(pinned_by)`,
    [actor],
  );
}
