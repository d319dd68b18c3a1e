import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.ts';
import { DAY } from '../db/milliseconds.ts';
import type { Word } from './words.ts';

/**
 * Keeps what tokens stand for. Each is written once a day and process, apart from the chain: an erasure
 * that holds a person's row makes wait who asks for that person, and nobody else.
 */
export function createSubjects(db: Database, now: () => number) {
  const written = new LRUCache<string, number>({ max: 50_000 });
  const today = () => Math.floor(now() / DAY);

  return {
    /** Undefined where all are kept already, so that nothing needs to be waited for. */
    remember(words: readonly Word[]): Promise<void> | undefined {
      const day = today();
      const fresh = words.filter(({ token }) => written.get(token) !== day);
      return fresh.length === 0 ? undefined : write(fresh, day);
    },
  };

  async function write(words: readonly Word[], day: number): Promise<void> {
    const unique = [...new Map(words.map((word) => [word.token, word])).values()];
    // One order for all writers, so that they can't deadlock.
    unique.sort((a, b) => (a.token < b.token ? -1 : 1));
    await db.pool.query({
      name: 'joip_audit_subjects',
      // An erased one stays erased: only the day is renewed.
      text: `insert into ${db.s}.audit_subjects (token, kind, id, seen_at)
             select token, kind, id, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[]) as w (token, kind, id)
             on conflict (token) do update set seen_at = excluded.seen_at
               where audit_subjects.seen_at < excluded.seen_at`,
      values: [
        unique.map((each) => each.token),
        unique.map((each) => each.kind),
        unique.map((each) => each.id),
        new Date(now()),
      ],
    });
    for (const { token } of unique) written.set(token, day);
  }
}
