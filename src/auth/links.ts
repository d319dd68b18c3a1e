import type { Database } from '../db/connect.ts';
import { LINK_LIFETIME } from './lifetimes.ts';
import type { createOperators, Operator } from './operators.ts';
import { hashToken, newToken } from './tokens.ts';

/** One-time sign-in links: who runs the server hands them out, so they ask for nothing else. */
export function createLinks(db: Database, operators: ReturnType<typeof createOperators>, now: () => number) {
  return {
    /** A link's token, valid once and for a day. Earlier ones of this operator end. */
    async newLink(operatorId: string): Promise<string> {
      const token = newToken();
      await db.pool.query(`delete from ${db.s}.sign_in_links where operator_id = $1`, [operatorId]);
      await db.pool.query(
        `insert into ${db.s}.sign_in_links (token_hash, operator_id, expires_at) values ($1, $2, $3)`,
        [hashToken(token), operatorId, new Date(now() + LINK_LIFETIME)],
      );
      return token;
    },

    /** Uses a link up. Null where it is unknown, used or too old; which, isn't told. */
    async redeem(token: string): Promise<Operator | null> {
      const { rows } = await db.pool.query<{ id: string }>(
        `delete from ${db.s}.sign_in_links where token_hash = $1 and expires_at > $2 returning operator_id as id`,
        [hashToken(token), new Date(now())],
      );
      return rows[0] ? operators.byId(rows[0].id) : null;
    },
  };
}
