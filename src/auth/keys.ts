import { randomUUID, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.ts';
import { isTransient } from '../db/failures.ts';
import { within } from '../db/within.ts';
import type { Principal, Scope } from './roles.ts';
import { hashToken, newToken } from './tokens.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to recognise it by. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** How long a key that was found is believed without asking again: a revoked one works that much longer. */
const REMEMBERED = 2_000;
/** How long it is believed while the database can't be asked. */
const BELIEVED = 24 * 60 * 60_000;
/** How long the database may keep a caller waiting whose key was found before, in milliseconds. */
const PATIENCE = 250;
const USED_EVERY = 60_000;
const KEY = /^joip_[A-Za-z0-9_-]{43}$/;

interface Found {
  readonly principal: Extract<Principal, { kind: 'key' }>;
  readonly hash: Buffer;
}

/** API keys: `joip_` and 256 random bits, of which only the hash is stored. */
export function createKeys(db: Database, now: () => number) {
  const found = new LRUCache<string, Found>({ max: 1_000, ttl: REMEMBERED });
  const believed = new LRUCache<string, Found>({ max: 1_000, ttl: BELIEVED });
  const asking = new Map<string, Promise<Found | undefined>>();
  const usedAt = new Map<string, number>();

  async function read(hash: string): Promise<Found | undefined> {
    const { rows } = await db.pool.query<{ id: string; name: string; scopes: Scope[]; hash: string }>({
      name: 'joip_key',
      text: `select id, name, scopes, key_hash as hash from ${db.s}.api_keys
             where key_hash = $1 and revoked_at is null`,
      values: [hash],
    });
    const row = rows[0];
    if (!row) return undefined;
    const { id, name, scopes } = row;
    return { principal: { kind: 'key', id, name, scopes }, hash: Buffer.from(row.hash, 'hex') };
  }

  /** Many who come at once ask once. */
  function ask(hash: string): Promise<Found | undefined> {
    let asked = asking.get(hash);
    if (!asked) {
      asked = read(hash)
        .then((hit) => {
          if (hit) believed.set(hash, hit);
          else believed.delete(hash);
          return hit;
        })
        .finally(() => asking.delete(hash));
      asking.set(hash, asked);
    }
    return asked;
  }

  async function noteUse(id: string): Promise<void> {
    const at = now();
    if ((usedAt.get(id) ?? 0) > at - USED_EVERY) return;
    usedAt.set(id, at);
    await db.pool.query(`update ${db.s}.api_keys set last_used_at = $2 where id = $1`, [id, new Date(at)]);
  }

  /**
   * As the database says. While it says nothing, a key that was found before is believed: it takes activity, which is
   * spooled then. Nobody can revoke one while the database is away.
   */
  function look(hash: string): Promise<Found | undefined> {
    const before = believed.get(hash);
    return before ? unlessAway(ask(hash), before) : ask(hash);
  }

  return {
    /** Makes a key. Its text is told once and kept nowhere. */
    async create(name: string, scopes: readonly Scope[]): Promise<{ id: string; key: string }> {
      const key = `joip_${newToken()}`;
      const id = randomUUID();
      await db.pool.query(
        `insert into ${db.s}.api_keys (id, name, key_hash, prefix, scopes, created_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [id, name, hashToken(key), key.slice(0, 11), scopes, new Date(now())],
      );
      return { id, key };
    },

    async list(): Promise<ApiKey[]> {
      const { rows } = await db.pool.query<ApiKey>(
        `select id, name, prefix, scopes, created_at as "createdAt", last_used_at as "lastUsedAt",
           revoked_at as "revokedAt"
         from ${db.s}.api_keys order by created_at, id`,
      );
      return rows;
    },

    /** Revokes the keys with this id or prefix, and tells which were. */
    async revoke(idOrPrefix: string): Promise<string[]> {
      const { rows } = await db.pool.query<{ id: string }>(
        `update ${db.s}.api_keys set revoked_at = $2
         where (id::text = $1 or prefix = $1) and revoked_at is null returning id`,
        [idOrPrefix, new Date(now())],
      );
      found.clear();
      believed.clear();
      return rows.map((row) => row.id);
    },

    /** Who a key belongs to; null where it is unknown or revoked. */
    async find(key: string): Promise<Found['principal'] | null> {
      if (!KEY.test(key)) return null;
      const hash = hashToken(key);
      const hit = found.get(hash) ?? (await look(hash));
      if (!hit || !timingSafeEqual(hit.hash, Buffer.from(hash, 'hex'))) return null;
      found.set(hash, hit, { noUpdateTTL: true });
      await unlessAway(noteUse(hit.principal.id), undefined);
      return hit.principal;
    },
  };
}

/** What is asked of the database; where it is away, or says nothing for a while, something else. */
async function unlessAway<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  const known = asked.catch((error: unknown) => {
    if (isTransient(error)) return otherwise;
    throw error;
  });
  return within(PATIENCE, known, () => otherwise);
}
