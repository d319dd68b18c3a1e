import { createHmac } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import { isMarker } from '../db/erased.ts';
import { type Queryable as Asked, EQUALS, onlyJson, textsIn } from './host-sql.ts';

/** Who was erased. Only a keyed hash of an id is kept, so asking needs the id. */
export interface Tombstones {
  /** @example tombstones.hashOf('user-1'); // '4f0c…', 64 hex digits */
  hashOf(userId: string): string;
  /** Those of `ids` that were erased, each with the alias that stands for it in others' details. */
  among(ids: readonly string[], client?: Asked): Promise<Map<string, string>>;
  /** Counts what came too late of erased users, by id. */
  noteLate(counts: ReadonlyMap<string, number>): Promise<void>;
}

/** Above this many ids it is worth asking first whether anybody was erased at all. */
const FEW = 64;

/** @param key 32 bytes, `deriveKey(secret, 'tombstones')` */
export function createTombstones(db: Database, key: Uint8Array): Tombstones {
  const hashOf = (userId: string) => createHmac('sha256', key).update(userId).digest('hex');

  return {
    hashOf,

    async among(ids, client = db.pool) {
      const found = new Map<string, string>();
      for (const id of ids) if (isMarker(id)) found.set(id, id);
      if (ids.length === 0) return found;
      if (ids.length > FEW) {
        const { rows } = await client.query(`select 1 from ${db.s}.erased_users limit 1`);
        if (rows.length === 0) return found;
      }
      const byHash = new Map(ids.map((id) => [hashOf(id), id]));
      const { rows } = await client.query(
        `select pg_catalog.json_build_array(hash, alias)::pg_catalog.text from ${db.s}.erased_users
         where hash ${EQUALS} any (${textsIn('$1')})`,
        [JSON.stringify([...byHash.keys()])],
      );
      for (const row of rows) {
        const [hash, alias] = onlyJson(row) as [string, string];
        found.set(byHash.get(hash)!, alias);
      }
      return found;
    },

    async noteLate(counts) {
      if (counts.size === 0) return;
      const hashes = [...counts]
        .map(([id, n]) => [hashOf(id), n] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      await db.pool.query(
        `update ${db.s}.erased_users t set late = t.late + i.n
         from unnest($1::text[], $2::int[]) as i(hash, n) where t.hash = i.hash`,
        [hashes.map(([hash]) => hash), hashes.map(([, n]) => n)],
      );
    },
  };
}

/**
 * Writes for users that weren't erased. `write` answers whether the guard still had the epoch under which
 * tombstones were read: an erasure moves it, and then both are done again.
 *
 * @returns the erased ones of `ids`, with their aliases
 */
export async function writeUnerased(
  db: Database,
  tombstones: Tombstones | undefined,
  ids: readonly string[],
  write: (erased: ReadonlyMap<string, string>, epoch: number) => Promise<boolean>,
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(ids)];
  for (;;) {
    const { rows } = await db.pool.query<{ epoch: number }>(
      `select epoch from ${db.s}.write_guard where id = 1`,
    );
    const erased = tombstones ? await tombstones.among(distinct) : new Map<string, string>();
    if (await write(erased, rows[0]!.epoch)) return erased;
  }
}

/** How often each key occurs. */
export function countsOf(ids: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
