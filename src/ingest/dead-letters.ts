import { createHash } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import type { Activity, DeadLetter } from './activity.ts';

/** Sets letters aside. The same letter again (a retry) only raises its `times`. */
export async function writeDeadLetters(db: Database, letters: readonly DeadLetter[]): Promise<void> {
  const byId = new Map<string, { letter: DeadLetter; times: number }>();
  for (const letter of letters) {
    const id = idOf(letter);
    byId.set(id, { letter, times: (byId.get(id)?.times ?? 0) + 1 });
  }
  const rows = [...byId.keys()].sort().map((id) => ({ id, ...byId.get(id)! }));
  if (rows.length === 0) return;
  const column = <T>(pick: (letter: DeadLetter) => T) => rows.map((row) => pick(row.letter));
  await db.pool.query(
    `insert into ${db.s}.dead_letters as t (id, reason, message, source, user_id, action, payload, times)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[])
     on conflict (id) do update set times = t.times + excluded.times, last_at = excluded.last_at`,
    [
      rows.map((row) => row.id),
      column((l) => l.reason),
      column((l) => l.message),
      column((l) => l.source),
      column((l) => l.userId),
      column((l) => l.action),
      column((l) => l.payload),
      rows.map((row) => row.times),
    ],
  );
}

/** An accepted activity that the database did not take, as a letter. */
export function letterOf(
  a: Activity,
  reason: DeadLetter['reason'],
  message: string,
  source: string,
): DeadLetter {
  const { breakdowns: _, details, createdAt, ...rest } = a;
  return {
    reason,
    message,
    source,
    userId: a.userId,
    action: a.action,
    payload: JSON.stringify({
      ...rest,
      createdAt: new Date(createdAt).toISOString(),
      details: details === null ? null : JSON.parse(details),
    }),
  };
}

function idOf(letter: DeadLetter): string {
  const hex = createHash('sha256').update(`${letter.reason}\n${letter.payload}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
