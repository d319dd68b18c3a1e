import { and, between, desc, gte, isNotNull, lt, type SQL } from 'drizzle-orm';
import type { Note, Notes, NotesQuery } from '../../contract/index.ts';
import type { Database } from '../../db/connect.ts';
import { dayOf, startOfDay } from '../../db/days.ts';
import type { Tables } from '../../db/schema/index.ts';
import type { ReportContext } from '../context.ts';
import { LISTED, resolveRange } from '../range/period.ts';
import { at } from '../read/reader.ts';
import { releasesBeside } from './releases.ts';

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
  const resolve = (first: number | null) =>
    resolveRange({ ...query, ...LISTED }, { now: ctx.now, zone: ctx.zone, first });
  const within = query.period === 'all' ? null : resolve(null);
  const notes = (await rowsIn(ctx.db, within, ctx.zone))
    .map((row) => noteOf(row, ctx.zone))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(-MOST);
  const range = within ?? resolve(notes[0] ? Date.parse(notes[0].at) : null);
  const besides = await releasesBeside(ctx, notes, range.timezone);
  return {
    notes: notes.map((note) => ({ ...note, beforeAfter: besides(note) })),
    meta: {
      start: at(range.start),
      end: at(range.end),
      timezone: range.timezone,
      computedAt: at(ctx.now),
      sample: ctx.sample,
    },
  };
}

/** The latest, each kind by its own column: on which day an instant falls isn't the database's to say. */
async function rowsIn({ orm, tables }: Database, span: Span | null, zone: string): Promise<NoteRow[]> {
  const t = tables.annotations;
  const latest = (column: typeof t.day | typeof t.at, within: SQL | undefined) =>
    orm
      .select()
      .from(t)
      .where(and(isNotNull(column), within))
      .orderBy(desc(column), t.id)
      .limit(MOST);
  const [onDays, atInstants] = await Promise.all([
    latest(t.day, span ? between(t.day, dayOf(span.start, zone), dayOf(span.end - 1, zone)) : undefined),
    latest(t.at, span ? and(gte(t.at, new Date(span.start)), lt(t.at, new Date(span.end))) : undefined),
  ]);
  return [...onDays, ...atInstants];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stored note as the API tells it. */
export function noteOf(row: NoteRow, zone: string): Note {
  return {
    id: row.id,
    version: row.version,
    day: row.day,
    at: at(row.at?.getTime() ?? startOfDay(row.day!, zone)),
    text: row.text,
    author: row.authorEmail,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
