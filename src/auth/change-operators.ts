import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { removeViews } from '../db/remove-views.ts';
import type { createOperators, Operator } from './operators.ts';
import type { Role } from './roles.ts';

/** `last`: nobody else could administer afterwards. */
export type Changed = 'done' | 'unknown' | 'last';

/** Nobody could invite, remove or erase any more. */
export class LastAdministrator extends Error {
  override readonly name = 'LastAdministrator';

  constructor(email: string) {
    super(
      `${email} is the last administrator who signs in; make another one first, and have them sign in once`,
    );
  }
}

/** Changes that must leave an administrator, so they go one at a time. */
export function createOperatorChanges(db: Database, operators: ReturnType<typeof createOperators>) {
  const changing = (id: string, work: (client: pg.PoolClient, role: Role) => Promise<Changed>) =>
    transaction(db, async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${db.schema} operators`]);
      const { rows } = await client.query<{ role: Role }>(
        `select role from ${db.s}.operators where id = $1`,
        [id],
      );
      return rows[0] ? work(client, rows[0].role) : 'unknown';
    });

  /** Someone who was only invited may never come; they don't stand in for one who signs in. */
  async function isLastAdministrator(client: pg.PoolClient, id: string): Promise<boolean> {
    const { rows } = await client.query(
      `select from ${db.s}.operators o, ${db.s}.operators other
       where o.id = $1 and other.id <> $1 and other.role = 'admin'
         and (other.signed_in_at is not null or o.signed_in_at is null) limit 1`,
      [id],
    );
    return rows.length === 0;
  }

  const setRole = (id: string, role: Role) =>
    changing(id, async (client, before) => {
      if (before === 'admin' && role !== 'admin' && (await isLastAdministrator(client, id))) return 'last';
      await client.query(`update ${db.s}.operators set role = $2, updated_at = now() where id = $1`, [
        id,
        role,
      ]);
      return 'done';
    });

  return {
    setRole,

    /**
     * Makes an operator, or gives the one of this e-mail another role.
     *
     * @throws LastAdministrator
     */
    async save(email: string, role: Role): Promise<Operator> {
      const made = await operators.create(email, role);
      if (made) return made;
      const found = (await operators.byEmail(email))!;
      if ((await setRole(found.id, role)) === 'last') throw new LastAdministrator(found.email);
      return { ...found, role };
    },

    /** Removes an operator with all they sign in by; their sessions end, and their notes and segments stay without their name. */
    remove: (id: string) =>
      changing(id, async (client, role) => {
        if (role === 'admin' && (await isLastAdministrator(client, id))) return 'last';
        for (const table of [
          'operator_sessions',
          'operator_accounts',
          'operator_second_factors',
          'sign_in_links',
        ])
          await client.query(`delete from ${db.s}.${table} where operator_id = $1`, [id]);
        await client.query(`delete from ${db.s}.operator_challenges where value = $1`, [id]);
        for (const table of ['annotations', 'segments'])
          await client.query(`update ${db.s}.${table} set author_email = null where author = $1`, [
            `operator:${id}`,
          ]);
        await client.query(`delete from ${db.s}.operator_preferences where actor = $1`, [`operator:${id}`]);
        await removeViews(db, client, `operator:${id}`);
        await client.query(`delete from ${db.s}.operators where id = $1`, [id]);
        return 'done';
      }),
  };
}
