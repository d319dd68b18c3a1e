import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import type { Role } from './roles.ts';
import { hashToken, newToken } from './tokens.ts';

/** A person who reads the analytics. */
export interface Operator {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** When they last redeemed a link; null where they never did. */
  readonly signedInAt: Date | null;
}

/** How long a sign-in link can be redeemed, in milliseconds. */
export const LINK_LIFETIME = 24 * 3_600_000;

const COLUMNS = `id, email, role, created_at as "createdAt", signed_in_at as "signedInAt"`;

/** Operators and their one-time sign-in links. */
export function createOperators(db: Database, now: () => number) {
  const one = async (where: string, values: unknown[]): Promise<Operator | null> => {
    const { rows } = await db.pool.query<Operator>(
      `select ${COLUMNS} from ${db.s}.operators where ${where}`,
      values,
    );
    return rows[0] ?? null;
  };

  return {
    byEmail: (email: string) => one('email = $1', [email.toLowerCase()]),

    async list(): Promise<Operator[]> {
      const { rows } = await db.pool.query<Operator>(
        `select ${COLUMNS} from ${db.s}.operators order by email`,
      );
      return rows;
    },

    /** Makes an operator, or gives the one of this e-mail another role. */
    async save(email: string, role: Role): Promise<Operator> {
      const { rows } = await db.pool.query<Operator>(
        `insert into ${db.s}.operators (id, email, role, created_at) values ($1, $2, $3, $4)
         on conflict (email) do update set role = excluded.role returning ${COLUMNS}`,
        [randomUUID(), email.toLowerCase(), role, new Date(now())],
      );
      return rows[0]!;
    },

    /** Whether anyone was ever signed in; until then each start prints a link for the first administrator. */
    async anyoneSignedIn(): Promise<boolean> {
      const { rows } = await db.pool.query(
        `select from ${db.s}.operators where signed_in_at is not null limit 1`,
      );
      return rows.length > 0;
    },

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

    /** Uses a link up. Null where it is unknown, used or too old; which of them is not told. */
    async redeem(token: string): Promise<Operator | null> {
      const { rows } = await db.pool.query<{ id: string }>(
        `delete from ${db.s}.sign_in_links where token_hash = $1 and expires_at > $2 returning operator_id as id`,
        [hashToken(token), new Date(now())],
      );
      return rows[0] ? one('id = $1', [rows[0].id]) : null;
    },
  };
}
