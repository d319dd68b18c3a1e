import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import type { Role } from './roles.ts';

/** A person who reads the analytics. */
export interface Operator {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** When they last signed in; null where they never did. */
  readonly signedInAt: Date | null;
}

export interface OperatorDetails extends Operator {
  readonly password: boolean;
  readonly secondFactor: boolean;
  /** Signed in through the provider of single sign-on before. */
  readonly singleSignOn: boolean;
  /** Until when the invitation holds; null where there is none, or it was taken. */
  readonly invitedUntil: Date | null;
}

const COLUMNS = `o.id, o.email, o.role, o.created_at as "createdAt", o.signed_in_at as "signedInAt"`;

/** Reads operators, and makes them. */
export function createOperators(db: Database, now: () => number) {
  const one = async (where: string, values: unknown[]): Promise<Operator | null> => {
    const { rows } = await db.pool.query<Operator>(
      `select ${COLUMNS} from ${db.s}.operators o where ${where}`,
      values,
    );
    return rows[0] ?? null;
  };
  const hasAccount = (provider: string) =>
    `exists (select 1 from ${db.s}.operator_accounts a where a.operator_id = o.id and a.provider = '${provider}')`;

  return {
    byEmail: (email: string) => one('o.email = $1', [email.toLowerCase()]),
    byId: (id: string) => one('o.id = $1', [id]),

    /** Everyone, or the one of this id. */
    async list(id: string | null = null): Promise<OperatorDetails[]> {
      const { rows } = await db.pool.query<OperatorDetails>(
        `select ${COLUMNS}, o.second_factor as "secondFactor", ${hasAccount('credential')} as password,
           ${hasAccount('oidc')} as "singleSignOn",
           (select max(c.expires_at) from ${db.s}.operator_challenges c
            where c.value = o.id::text and c.expires_at > $1 and o.signed_in_at is null) as "invitedUntil"
         from ${db.s}.operators o where $2::uuid is null or o.id = $2 order by o.email collate "C"`,
        [new Date(now()), id],
      );
      return rows;
    },

    /** Makes an operator; null where there is one of this e-mail. */
    async create(email: string, role: Role): Promise<Operator | null> {
      const { rows } = await db.pool.query<Operator>(
        `insert into ${db.s}.operators as o (id, email, role, created_at, updated_at)
         values ($1, $2, $3, $4, $4) on conflict (email) do nothing returning ${COLUMNS}`,
        [randomUUID(), email.toLowerCase(), role, new Date(now())],
      );
      return rows[0] ?? null;
    },

    /** Whether anyone was ever signed in; until then each start prints a link for the first administrator. */
    async anyoneSignedIn(): Promise<boolean> {
      const { rows } = await db.pool.query(
        `select from ${db.s}.operators where signed_in_at is not null limit 1`,
      );
      return rows.length > 0;
    },

    /** They are in: what was begun for them before no longer opens the door. */
    async noteSignIn(id: string): Promise<void> {
      await db.pool.query(`update ${db.s}.operators set signed_in_at = $2 where id = $1`, [
        id,
        new Date(now()),
      ]);
      await db.pool.query(`delete from ${db.s}.operator_challenges where value = $1`, [id]);
    },
  };
}
