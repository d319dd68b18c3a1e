import { createHmac, randomUUID } from 'node:crypto';
import { type Database, transaction } from '../db/connect.ts';

/** Milliseconds within which failures count, and how many of them are borne. */
const WINDOW = 15 * 60_000;
const LIMIT = 5;

/** Who tries: from where, and as whom if they said so. */
export interface Trying {
  /** Null where that isn't known: all of those together must not be locked out by one of them. */
  readonly address: string | null;
  /** E-mail or id of the account, known or not. */
  readonly account?: string | undefined;
}

export type Attempt =
  | { readonly kind: 'taken'; succeeded(): Promise<void> }
  /** Seconds until another try is taken. */
  | { readonly kind: 'refused'; readonly wait: number };

/**
 * Counts failed sign-ins by address and by account, in the database, so that neither a restart nor a second
 * process forgets them: after five within a quarter of an hour, further ones are refused. An attempt counts
 * as failed until it succeeded, so that many at once aren't let through.
 */
export function createAttempts(db: Database, now: () => number, key: Uint8Array) {
  // What was typed may be a password in the wrong field; addresses are personal. Neither is stored as it is.
  const mark = (text: string) => createHmac('sha256', key).update(text.toLowerCase()).digest('base64url');
  const table = `${db.s}.sign_in_failures`;

  return {
    /** Begins an attempt, unless too many failed before it. */
    async begin(trying: Trying): Promise<Attempt> {
      // What isn't known is like nothing else, so it counts by the account alone.
      const address = mark(`address ${trying.address ?? randomUUID()}`);
      const account = trying.account === undefined ? null : mark(`account ${trying.account}`);
      const at = now();
      const found = await transaction(db, async (client) => {
        // One at a time for each address and account, in one order.
        for (const each of [address, account].filter((mark) => mark !== null).sort())
          await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [each]);
        const { rows } = await client.query<{ at: Date | null }>(
          `select max(failed_at) as at from (
             (select failed_at from ${table} where address = $1 and failed_at > $3
              order by failed_at desc offset ${LIMIT - 1} limit 1)
             union all
             (select failed_at from ${table} where account = $2 and failed_at > $3
              order by failed_at desc offset ${LIMIT - 1} limit 1)) last`,
          [address, account, new Date(at - WINDOW)],
        );
        const last = rows[0]!.at;
        if (last) return { wait: Math.max(1, Math.ceil((last.getTime() + WINDOW - at) / 1_000)) };
        const made = await client.query<{ id: string }>(
          `insert into ${table} (address, account, failed_at) values ($1, $2, $3) returning id`,
          [address, account, new Date(at)],
        );
        return made.rows[0]!;
      });
      if ('wait' in found) return { kind: 'refused', wait: found.wait };
      return {
        kind: 'taken',
        /** Earlier failures of the address stay, or one's own account would open the others. */
        async succeeded() {
          await db.pool.query(`delete from ${table} where id = $1 or account = $2`, [found.id, account]);
        },
      };
    },

    async sweep(): Promise<void> {
      await db.pool.query(`delete from ${table} where failed_at <= $1`, [new Date(now() - WINDOW)]);
    },
  };
}
