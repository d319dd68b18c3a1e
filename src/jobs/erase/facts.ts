import type pg from 'pg';
import type { Database } from '../../db/connect.ts';
import { type Erased, ensureMarker } from './totals.ts';

const QUARTER = (column: string) => `date_bin('15 minutes', ${column}, timestamptz '1970-01-01 00:00:00+00')`;
const NEW_ID = `'erased-' || gen_random_uuid()`;

/**
 * Facts of a user lose the user: what sums are made of stays, under the marker, with new ids and times cut to
 * the quarter of an hour. Facts that are read from the platform's own tables are the platform's to erase.
 *
 * @returns rows that were removed, by table
 */
export async function anonymiseFacts(
  db: Database,
  client: pg.PoolClient,
  { id, marker, internal }: Omit<Erased, 'no'>,
): Promise<Record<string, number>> {
  const { s } = db;
  const run = async (text: string, values: unknown[] = [id, marker]) =>
    (await client.query(text, values)).rowCount ?? 0;
  await run(
    `insert into ${s}.credit_transactions (user_id, id, kind, amount, currency, credits, created_at)
     select $2, ${NEW_ID}, kind, sum(amount)::bigint, currency, sum(credits)::int, ${QUARTER('created_at')}
     from ${s}.credit_transactions where user_id = $1 group by kind, currency, ${QUARTER('created_at')}`,
  );
  await run(
    `insert into ${s}.referrals (referee_id, id, referrer_id, code, credit_reward, created_at)
     select $2, ${NEW_ID}, referrer_id, code, credit_reward, ${QUARTER('created_at')}
     from ${s}.referrals where referee_id = $1`,
  );
  // The code is the referrer's, and may be made of their name.
  const referred = await run(`update ${s}.referrals set referrer_id = $2, code = '' where referrer_id = $1`);
  const shares = await client.query<{ old: string; id: string }>(
    `with renamed as materialized (
       select id as old, ${NEW_ID} as id, kind, ${QUARTER('shared_at')} as shared, ${QUARTER('removed_at')} as removed
       from ${s}.community_shares where owner_id = $1
     ), kept as (
       insert into ${s}.community_shares (owner_id, id, kind, shared_at, removed_at)
       select $2, id, kind, shared, removed from renamed
     )
     select old, id from renamed`,
    [id, marker],
  );
  await run(
    `update ${s}.community_likes l set share_id = i.id from unnest($1::text[], $2::text[]) as i(old, id)
     where l.share_id = i.old`,
    [shares.rows.map((row) => row.old), shares.rows.map((row) => row.id)],
  );
  await run(
    `insert into ${s}.community_likes (user_id, id, share_id, created_at, removed_at)
     select $2, ${NEW_ID}, share_id, ${QUARTER('created_at')}, ${QUARTER('removed_at')}
     from ${s}.community_likes where user_id = $1`,
  );
  const removed = {
    credit_transactions: await run(`delete from ${s}.credit_transactions where user_id = $1`, [id]),
    referrals: referred + (await run(`delete from ${s}.referrals where referee_id = $1`, [id])),
    community_shares: await run(`delete from ${s}.community_shares where owner_id = $1`, [id]),
    community_likes: await run(`delete from ${s}.community_likes where user_id = $1`, [id]),
  };
  if (Object.values(removed).some((n) => n > 0)) await ensureMarker(db, client, { marker, internal });
  return removed;
}
