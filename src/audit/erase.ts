import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { tells } from '../db/naming.ts';
import { foldPattern, foldText, holds } from '../db/search-fold.ts';
import { sql, statement } from '../db/sql.ts';
import { type AuditKeys, auditKeys, seal } from './keys.ts';
import { tokenOf } from './words.ts';

/** Proves that a word was blanked by someone who has the key. */
export const erasureSeal = (keys: AuditKeys, token: string): Buffer => seal(keys.subjects, 'erased', token);

/** Who a user may also be in the log: an operator whom the host signed in. */
const namesOf = (id: string) => [id, `operator:host:${id}`, `operator:${id}`];

/**
 * Takes from the audit log what names a person: what their token stands for, and search texts that name
 * them. Rows stay as they are, so the chains verify; later accesses that name the person keep the bare
 * token. Idempotent.
 *
 * @param client the erasure's transaction, or the pool
 * @param secret the installation's secret
 * @param id the user's id
 * @param also what else names them, such as their e-mail and name
 * @returns how many words were blanked now
 * @example await eraseAuditSubject(client, db, secret, 'u-17', ['mara@example.com', 'Mara Lind']);
 */
export async function eraseAuditSubject(
  client: Pick<pg.Pool | pg.PoolClient, 'query'>,
  db: Database,
  secret: Uint8Array,
  id: string,
  also: readonly string[] = [],
): Promise<number> {
  const keys = auditKeys(secret);
  const names = [id, ...also].filter((name) => name.trim() !== '');
  const { rows: near } = await client.query<{ token: string; id: string }>(
    statement(
      sql`select w.token, w.id from ${db.tables.auditSubjects} w
        where w.kind = 'parameter' and w.id is not null
          and ${holds(['w.id'], sql`${names.map(partsPattern).filter(Boolean).join('|')}::text`)}`,
    ),
  );
  const naming = near.filter((word) => names.some((name) => tells(word.id, name))).map((word) => word.token);
  const tokens = [...new Set([...namesOf(id).map((name) => tokenOf(keys, name)), ...naming])].sort();
  const { rowCount } = await client.query(
    `with blanked as (
       update ${db.s}.audit_subjects w set id = null, seal = e.seal
       from unnest($1::text[], $2::bytea[]) as e (token, seal)
       where w.token = e.token and w.id is not null returning w.token),
     barred as (
       insert into ${db.s}.audit_subjects (token, kind, id, seen_at, seal)
       select token, 'user', null, $3::timestamptz, seal from unnest($1::text[], $2::bytea[]) as e (token, seal)
       on conflict (token) do nothing)
     select from blanked`,
    [tokens, tokens.map((token) => erasureSeal(keys, token)), new Date(0)],
  );
  return rowCount ?? 0;
}

/** Matches what `tells` is worth asking of: a text that holds half of the name holds one whole quarter of it. */
function partsPattern(name: string): string {
  const letters = [...foldText(name)];
  const size = Math.max(1, Math.ceil(letters.length / 4));
  const parts = Array.from({ length: Math.ceil(letters.length / size) }, (_, i) =>
    letters.slice(i * size, (i + 1) * size).join(''),
  );
  return parts.map(foldPattern).join('|');
}
