import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { ensureMonths, monthOf } from '../db/partitions.ts';
import { answerWithin } from '../db/silence.ts';
import type { Activity } from './activity.ts';
import { newEventId } from './ids.ts';
import { GUARD, type Guard } from './known-users.ts';
import { createStatement, isNoPartition } from './statement.ts';
import { createTally } from './tally.ts';

const LOCK_WAIT = 300;

/**
 * Tries whether an activity could be written now: the very statement that writes one, undone before it is
 * committed. So a server that is read-only, a full disk, a missing partition or right, or a missing column
 * are met as a real activity would meet them.
 *
 * @param within milliseconds for each of its statements
 * @throws what the database answers, or ETIMEDOUT
 */
export function createWriteProbe(db: Database, c: CatalogueInput, now: () => number, within: number) {
  const statement = createStatement(db.s, c, 'write');
  const [action, { feature }] = Object.entries(c.actions)[0]!;

  async function write(client: pg.PoolClient, makeMonth: boolean): Promise<void> {
    const createdAt = now();
    const eventId = newEventId();
    const a: Activity = {
      userId: `(probe ${eventId})`,
      createdAt,
      eventId,
      action,
      feature,
      details: null,
      sessionId: null,
      visitId: null,
      ipAddress: null,
      userAgent: null,
      breakdowns: [],
    };
    // A lock that is held, say by an erasure, is no reason: the server is well, and writes wait their turn.
    await client.query(`begin; set local lock_timeout = '${LOCK_WAIT}ms'`);
    try {
      if (makeMonth) await ensureMonths(db, client, [monthOf(createdAt)]);
      // With a number of its own: one that is drawn and given back is lost.
      await client.query(`insert into ${db.s}.users (id, user_no) overriding system value values ($1, 0)`, [
        a.userId,
      ]);
      const { rows } = await client.query<Guard>(GUARD(db.s));
      const { text, values } = statement({
        activities: [a],
        users: createTally(c)([a]),
        newUsers: [],
        epoch: rows[0]!.epoch,
      });
      await client.query(text, values);
    } finally {
      await client.query('rollback');
    }
  }

  return async function probe(client: pg.PoolClient): Promise<void> {
    answerWithin(client, within);
    try {
      await write(client, false);
    } catch (error) {
      if (!isNoPartition(error)) throw error;
      await write(client, true);
    }
  };
}
