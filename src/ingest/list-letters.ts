import type { DeadLetterRow } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';

/** The last letter of a page. */
export interface LetterPlace {
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly id: string;
}

export interface LettersAsked {
  readonly reason?: string | undefined;
  readonly userId?: string | undefined;
  readonly after?: LetterPlace | undefined;
  readonly limit: number;
}

export interface LettersFound {
  readonly letters: DeadLetterRow[];
  /** Whether there are older ones. */
  readonly more: boolean;
  readonly counts: { total: number; byReason: Record<string, number> };
}

interface Row extends Omit<DeadLetterRow, 'firstAt' | 'lastAt'> {
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Letters by when they first came, newest first: a retry moves none of them, so that pages hold still. */
export async function listLetters(db: Database, asked: LettersAsked): Promise<LettersFound> {
  const { rows } = await db.pool.query<Row>(
    `select id, reason, message, source, user_id as "userId", action, payload, first_at as "firstAt",
       last_at as "lastAt", times
     from ${db.s}.dead_letters
     where ($1::text is null or reason = $1) and ($2::text is null or user_id = $2)
       and ($3::timestamptz is null or (first_at, id) < ($3, $4::uuid))
     order by first_at desc, id desc limit $5`,
    [
      asked.reason ?? null,
      asked.userId ?? null,
      asked.after ? new Date(asked.after.firstAt) : null,
      asked.after?.id ?? null,
      asked.limit + 1,
    ],
  );
  const counts = await db.pool.query<{ reason: string; n: number }>(
    `select reason, count(*) as n from ${db.s}.dead_letters group by 1 order by 1`,
  );
  const byReason = Object.fromEntries(counts.rows.map(({ reason, n }) => [reason, n]));
  return {
    letters: rows.slice(0, asked.limit).map((row) => ({
      ...row,
      firstAt: row.firstAt.toISOString(),
      lastAt: row.lastAt.toISOString(),
    })),
    more: rows.length > asked.limit,
    counts: { total: counts.rows.reduce((sum, { n }) => sum + n, 0), byReason },
  };
}
