import { and, between, desc, gte, lt, or, sql } from 'drizzle-orm';
import type { Note, Notes, NotesQuery } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import type { Tables } from '../db/schema/index.ts';
import type { ReportContext } from './context.ts';
import { rangeOf } from './meta.ts';
import { at, read } from './reader.ts';

/** Notes of an answer at most. */
const MOST = 1_000;

export type NoteRow = Tables['annotations']['$inferSelect'];

/**
 * GET /annotations: notes at an instant of the range, and on a day of which it holds any moment. `period=all`
 * holds every note, also one of tomorrow.
 *
 * @throws BadRequest for a range that is none
 */
export async function run(ctx: ReportContext, query: NotesQuery): Promise<Notes> {
  const range = await read(ctx, (r) => rangeOf(r, { ...query, compare: 'none', interval: 'month' }));
  const rows = await rowsIn(ctx.db, query.period === 'all' ? null : range, ctx.zone);
  return {
    notes: rows.map((row) => noteOf(row, ctx.zone)).sort((a, b) => (a.at < b.at ? -1 : 1)),
    meta: {
      start: at(range.start),
      end: at(range.end),
      timezone: range.timezone,
      computedAt: at(ctx.now),
      sample: ctx.sample,
    },
  };
}

async function rowsIn({ orm, tables }: Database, span: Span | null, zone: string): Promise<NoteRow[]> {
  const t = tables.annotations;
  const within =
    span &&
    or(
      between(t.day, dayOf(span.start, zone), dayOf(span.end - 1, zone)),
      and(gte(t.at, new Date(span.start)), lt(t.at, new Date(span.end))),
    );
  const when = sql`coalesce(${t.at}, ${t.day}::timestamp at time zone ${zone})`;
  return orm
    .select()
    .from(t)
    .where(within ?? undefined)
    .orderBy(desc(when), t.id)
    .limit(MOST);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stored note as the API tells it. */
export function noteOf(row: NoteRow, zone: string): Note {
  return {
    id: row.id,
    day: row.day,
    at: at(row.at?.getTime() ?? startOfDay(row.day!, zone)),
    text: row.text,
    author: row.authorEmail,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
