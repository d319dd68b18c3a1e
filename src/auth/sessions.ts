import { type Database, transaction } from '../db/connect.ts';
import { ABSOLUTE, IDLE } from './lifetimes.ts';
import type { Principal } from './roles.ts';
import { hashToken, newToken } from './tokens.ts';

/** How often `seen_at` is written at most: a write for every request would cost more than reading does. */
const SEEN_EVERY = 60_000;

type OperatorPrincipal = Extract<Principal, { kind: 'operator' }>;

/**
 * Sessions of operators. Only hashes of their tokens are stored. The sign-in library begins sessions in the
 * same table; each request's is read here, in one statement that sees a demotion or removal at once.
 */
export function createSessions(db: Database, now: () => number) {
  return {
    /** Begins a session, without a password; the one that the request had before ends. */
    async start(operatorId: string, previous: string | undefined): Promise<string> {
      const token = newToken();
      const at = now();
      await transaction(db, async (client) => {
        if (previous)
          await client.query(`delete from ${db.s}.operator_sessions where token_hash = $1`, [
            hashToken(previous),
          ]);
        await client.query(
          `insert into ${db.s}.operator_sessions
             (token_hash, operator_id, created_at, updated_at, seen_at, expires_at)
           values ($1, $2, $3, $3, $3, $4)`,
          [hashToken(token), operatorId, new Date(at), new Date(at + ABSOLUTE)],
        );
      });
      return token;
    },

    /** The operator of a session, with the role they have now; null where it has ended. */
    async find(token: string): Promise<OperatorPrincipal | null> {
      const at = now();
      const { rows } = await db.pool.query<Omit<OperatorPrincipal, 'kind'> & { seenAt: Date }>({
        name: 'joip_session',
        text: `select o.id, o.email, o.role, s.seen_at as "seenAt"
               from ${db.s}.operator_sessions s join ${db.s}.operators o on o.id = s.operator_id
               where s.token_hash = $1 and s.seen_at > $2 and s.created_at > $3`,
        values: [hashToken(token), new Date(at - IDLE), new Date(at - ABSOLUTE)],
      });
      const row = rows[0];
      if (!row) return null;
      if (row.seenAt.getTime() < at - SEEN_EVERY)
        await db.pool.query(`update ${db.s}.operator_sessions set seen_at = $2 where token_hash = $1`, [
          hashToken(token),
          new Date(at),
        ]);
      return { kind: 'operator', id: row.id, email: row.email, role: row.role };
    },

    async end(token: string): Promise<void> {
      await db.pool.query(`delete from ${db.s}.operator_sessions where token_hash = $1`, [hashToken(token)]);
    },

    /** Ends all sessions of an operator, and tells how many there were. */
    async endAll(operatorId: string): Promise<number> {
      const { rowCount } = await db.pool.query(
        `delete from ${db.s}.operator_sessions where operator_id = $1`,
        [operatorId],
      );
      return rowCount ?? 0;
    },

    /** Removes sessions, links and challenges that have ended. */
    async sweep(): Promise<void> {
      const at = now();
      await db.pool.query(`delete from ${db.s}.operator_sessions where seen_at <= $1 or created_at <= $2`, [
        new Date(at - IDLE),
        new Date(at - ABSOLUTE),
      ]);
      await db.pool.query(`delete from ${db.s}.sign_in_links where expires_at <= $1`, [new Date(at)]);
      await db.pool.query(`delete from ${db.s}.operator_challenges where expires_at <= $1`, [new Date(at)]);
    },
  };
}
