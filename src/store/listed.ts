import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { type Sql, sql } from '../db/sql.ts';
import { type Ask, together } from '../db/together.ts';
import { BEGINNING, type Stretch, uncovered } from './stretch.ts';

/** A row of blocks or of what is kept. */
export interface Listed extends Stretch {
  readonly id: number;
  readonly version: number;
  readonly shape: string;
  readonly kept: boolean;
  readonly byDay: boolean;
}

/** What is kept doesn't match its checksum, and nothing else tells it. */
export class KeptDamaged extends Error {
  constructor(id: number) {
    super(
      `row ${id} of chronicle_kept is damaged, and the log of that time is gone; restore that table from a backup`,
    );
    this.name = 'KeptDamaged';
  }
}

const columns = sql`id, version, extract(epoch from start_at) * 1000 as start, extract(epoch from end_at) * 1000 as end, shape`;

const keptIn = ({ tables }: Database, where: Sql): Sql =>
  sql`select ${columns}, true as kept, by_day as "byDay" from ${tables.chronicleKept} where ${where}`;

/** Blocks and what is kept of some spans, by their start. */
export function storedIn(db: Database, spans: readonly Stretch[]): Ask<Listed[]> {
  const first = new Date(Math.min(...spans.map(({ start }) => start))).toISOString();
  const last = new Date(Math.max(...spans.map(({ end }) => end))).toISOString();
  const within = sql`end_at > ${first}::timestamptz and start_at < ${last}::timestamptz`;
  return {
    sql: sql`select ${columns}, false as kept, false as "byDay" from ${db.tables.chronicleBlocks} where ${within}
      union all ${keptIn(db, within)} order by start`,
    read: (rows: Listed[]) => rows.filter((each) => spans.some((span) => overlaps(span, each))),
  };
}

/** Everything that is kept, wherever it lies. */
export const listKept = async (db: Database, client: pg.ClientBase): Promise<Listed[]> =>
  (await together(client, [{ sql: keptIn(db, sql`true`), read: (rows: Listed[]) => rows }]))[0];

export const overlaps = (a: Stretch, b: Stretch): boolean => a.start < b.end && a.end > b.start;

/** Up to when blocks tell everything there is, in milliseconds since 1970; null where they don't tell the beginning. */
export async function coveredUntil(db: Database, now: number): Promise<number | null> {
  const all = [{ start: BEGINNING, end: now }];
  const [listed] = await together(db.pool, [storedIn(db, all)]);
  const open = uncovered(
    all,
    listed.filter(({ kept }) => !kept),
  );
  const until = open[0]?.start ?? now;
  return until === BEGINNING ? null : until;
}
