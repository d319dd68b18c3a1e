import type { TrackOutcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { isMarker } from '../db/erased.ts';
import type { Accepted, Activity } from './activity.ts';
import { type LetterOptions, letterIn } from './dead-letters.ts';
import type { HostTransaction } from './host.ts';
import { EQUALS, only, parameter, type Queryable } from './host-sql.ts';
import { notInTransaction } from './not-written.ts';
import { countsOf } from './tombstones.ts';
import { underSavepoint } from './under-savepoint.ts';

/** What became of it, and what the driver threw where it was refused. */
export interface Written {
  readonly outcome: TrackOutcome;
  readonly cause?: unknown;
}

/**
 * Writes an activity inside the host's transaction, or the letter that it is set aside as. Everything that is asked
 * goes by that connection alone, since the host may have no other one left; only what an erased user still sends is
 * counted by another.
 */
export function createWriteInTransaction(db: Database, letters: LetterOptions) {
  const { tombstones } = letters;
  const activityIn = createActivityIn(db, (userId) => tombstones?.hashOf(userId) ?? null);

  return async function writeInTransaction(tx: HostTransaction, item: Accepted): Promise<Written> {
    try {
      const outcome = await underSavepoint(tx, (client) =>
        item.ok ? activityIn(client, item.activity) : letterIn(db, client, item.letter, letters),
      );
      // By another connection: the row of an erased user isn't the host's to lock.
      if (outcome.outcome === 'erased') await tombstones?.noteLate(countsOf([userOf(item)])).catch(() => {});
      return { outcome };
    } catch (cause) {
      return {
        outcome: { outcome: 'refused', reason: 'transaction', message: notInTransaction(cause) },
        cause,
      };
    }
  };
}

const userOf = (item: Accepted): string => (item.ok ? item.activity.userId : item.letter.userId!);

const KEY = [parameter('$1', 'text'), parameter('$2', 'timestamptz'), parameter('$3', 'uuid')] as const;

/**
 * Only the log row and a pending row, so that the host never holds a counter's lock: it counts once the host has
 * committed. New activity reads nothing but whether its user was erased, so that a serializable transaction has no
 * more to conflict over than without it.
 */
function createActivityIn(db: Database, hashOf: (userId: string) => string | null) {
  const { s } = db;
  const erased = (hash: `$${number}`) =>
    `exists (select 1 from ${s}.erased_users where hash ${EQUALS} ${parameter(hash, 'text')})`;
  const insert = `with log as (
      insert into ${s}.user_activity_logs
        (user_id, created_at, event_id, action, feature, details, ip_address, user_agent, session_id, visit_id)
      select ${KEY.join(', ')}, ${parameter('$4', 'text')}, ${parameter('$5', 'text')}, ${parameter('$6', 'jsonb')},
        ${parameter('$7', 'text')}, ${parameter('$8', 'text')}, ${parameter('$9', 'text')}, ${parameter('$10', 'text')}
      where not ${erased('$11')}
      on conflict do nothing returning user_id, created_at, event_id
    )
    insert into ${s}.activity_pending select * from log returning user_id`;
  // Compared beside it: Citus writes what it sends to a worker as the host's session would, with backslashes of another meaning.
  const why = `with found as materialized (
      select action, details from ${s}.user_activity_logs
      where user_id ${EQUALS} ${KEY[0]} and created_at ${EQUALS} ${KEY[1]} and event_id ${EQUALS} ${KEY[2]}
    )
    select (case when ${erased('$6')} then 'erased' when exists (
      select 1 from found where action ${EQUALS} ${parameter('$4', 'text')}
        and coalesce(details, 'null') ${EQUALS} coalesce(${parameter('$5', 'jsonb')}, 'null')
    ) then 'same' else 'other' end)::pg_catalog.text`;

  return async (client: Queryable, a: Activity): Promise<TrackOutcome> => {
    if (isMarker(a.userId)) return { outcome: 'erased' };
    const key = [a.userId, new Date(a.createdAt).toISOString(), a.eventId];
    const hash = hashOf(a.userId);
    const { eventId } = a;
    const sent = [
      ...key,
      a.action,
      a.feature,
      a.details,
      a.ipAddress,
      a.userAgent,
      a.sessionId,
      a.visitId,
      hash,
    ];
    // How many rows came is all that is read of them.
    if ((await client.query(insert, sent)).rows.length > 0) return { outcome: 'pending', eventId };
    const { rows } = await client.query(why, [...key, a.action, a.details, hash]);
    const found = only(rows[0]);
    if (found === 'erased') return { outcome: 'erased' };
    if (found === 'same') return { outcome: 'duplicate', eventId };
    const message = 'another activity has this user, time and event id';
    return { outcome: 'refused', reason: 'transaction', message };
  };
}
