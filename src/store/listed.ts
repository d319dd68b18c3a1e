import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import type { Stretch } from './stretch.ts';

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

/** Blocks and what is kept of some spans, by their start. */
export async function listStored(
  { s }: Pick<Database, 's'>,
  client: pg.ClientBase,
  spans: readonly Stretch[],
): Promise<Listed[]> {
  const { rows } = await client.query<Omit<Listed, 'start' | 'end'> & { start: Date; end: Date }>(
    `select id, version, start_at as start, end_at as end, shape, false as kept, false as "byDay"
     from ${s}.chronicle_blocks where end_at > $1 and start_at < $2
     union all
     select id, version, start_at, end_at, shape, true, by_day
     from ${s}.chronicle_kept where end_at > $1 and start_at < $2 order by 3`,
    [
      new Date(Math.min(...spans.map(({ start }) => start))).toISOString(),
      new Date(Math.max(...spans.map(({ end }) => end))).toISOString(),
    ],
  );
  return rows
    .map((row) => ({ ...row, start: row.start.getTime(), end: row.end.getTime() }))
    .filter((each) => spans.some((span) => overlaps(span, each)));
}

/** Everything that is kept, wherever it lies. */
export async function listKept({ s }: Pick<Database, 's'>, client: pg.ClientBase): Promise<Listed[]> {
  const { rows } = await client.query<Omit<Listed, 'start' | 'end'> & { start: Date; end: Date }>(
    `select id, version, start_at as start, end_at as end, shape, true as kept, by_day as "byDay" from ${s}.chronicle_kept`,
  );
  return rows.map((row) => ({ ...row, start: row.start.getTime(), end: row.end.getTime() }));
}

export const overlaps = (a: Stretch, b: Stretch): boolean => a.start < b.end && a.end > b.start;
