import type { Activities, ActivitiesQuery, ActivityRow } from '../contract/index.ts';
import { raw } from '../db/sql.ts';
import type { SqlColumn } from '../db/sql-column.ts';
import type { ReportContext } from './context.ts';
import { metaOf, rangeOf, readOf } from './meta.ts';
import { namedIn } from './people/named.ts';
import { LISTED, type Range } from './range/period.ts';
import { pickColumns } from './read/columns.ts';
import { decodeActivityCursor, encodeActivityCursor } from './read/cursor.ts';
import { type DownloadLines, started } from './read/download.ts';
import { allLogRows, type LogRowsQuery, placeOf, someLogRows } from './read/log-rows.ts';
import { openReader } from './read/open-reader.ts';
import { at, type ReportReader, read } from './read/reader.ts';
import { Removed } from './read/removed.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { kindsIn, visitKinds } from './totals/usage-totals.ts';

const COLUMNS: readonly SqlColumn[] = [
  { name: 'timestamp', kind: 'instant', sql: 'l.created_at' },
  { name: 'userId', kind: 'text', sql: 'l.user_id' },
  { name: 'email', kind: 'text', sql: 'u.email' },
  { name: 'name', kind: 'text', sql: 'u.name' },
  { name: 'action', kind: 'text', sql: 'l.action' },
  { name: 'feature', kind: 'text', sql: 'l.feature' },
  { name: 'details', kind: 'json', sql: 'l.details' },
  { name: 'sessionId', kind: 'text', sql: 'l.session_id' },
  { name: 'visitId', kind: 'text', sql: 'l.visit_id' },
  { name: 'eventId', kind: 'text', sql: 'l.event_id::text' },
];

type Asked = Omit<ActivitiesQuery, 'format' | 'bom' | 'pageSize'>;

/**
 * GET /activities: a page of the rows that a report's numbers count, newest first. A cursor keeps the range
 * that its first page had, so that neither new activity nor the clock moves what it goes through.
 *
 * @throws BadRequest for a range that can't be served, an unknown column or a foreign cursor.
 */
export function run(
  ctx: ReportContext,
  query: Asked & Pick<ActivitiesQuery, 'pageSize'>,
): Promise<Activities> {
  return read(ctx, async (r) => {
    const columns = pickColumns(COLUMNS, query.columns);
    const cursor = query.cursor === undefined ? null : decodeActivityCursor(query.cursor);
    const { range, q, v } = await asked(r, query, cursor?.span);
    const limit = query.pageSize;
    const select = raw(columns.map(({ sql }, i) => `${sql} as c${i}`).join(', '));
    const rows = await someLogRows(r, { ...q, select, ...(cursor && { after: cursor.place }) }, limit + 1);
    const more = rows.length > limit;
    const activities = rows
      .slice(0, limit)
      .map((row) =>
        Object.fromEntries(columns.map(({ name }, i) => [name, told(row[`c${i}`])])),
      ) as ActivityRow[];
    return {
      activities,
      ...(await namedIn(r, activities)),
      nextCursor: more ? encodeActivityCursor({ span: q.span, place: placeOf(rows[limit - 1]!) }) : null,
      meta: metaOf(ctx, range, {
        filters: q.scope.echo,
        ...readOf(v),
        pageSize: limit,
        ...(!cursor && { totalRows: await countOf(v, q) }),
      }),
    };
  });
}

/** The same rows as lines, all of them. */
export async function exportActivities(
  ctx: ReportContext,
  query: Asked,
  lineOf: (columns: readonly SqlColumn[]) => string,
  signal: AbortSignal,
): Promise<DownloadLines & { readonly range: Range }> {
  const columns = pickColumns(COLUMNS, query.columns);
  const open = await openReader(ctx, signal);
  try {
    const { range, q, v } = await asked(open.r, query);
    const total = await countOf(v, q);
    const rows = allLogRows(open.r, { ...q, select: raw(`${lineOf(columns)} as line`) });
    return {
      range,
      total,
      columns: columns.map(({ name }) => name),
      batches: await started(linesOf(rows)),
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function* linesOf(batches: AsyncGenerator<Record<string, unknown>[]>): AsyncGenerator<string[]> {
  for await (const rows of batches) yield rows.map((row) => String(row.line));
}

async function asked(r: ReportReader, query: Asked, span?: { start: number; end: number }) {
  const same = span && { period: undefined, startDate: at(span.start), endDate: at(span.end) };
  const scope = await resolveScope(r, { ...query, ...same } as unknown as ScopeQuery);
  const range = { ...(await rangeOf(r, { ...query, ...LISTED }, scope, ['activity'])), ...span };
  // A later page isn't counted again: it only has to be there.
  const v = await look(r, scope, [range], {
    asked: query,
    only: span ? 'kept' : 'log',
    counts: 'activities',
  });
  const start = query.period === 'all' && !span ? await whereLeft(v, range) : range.start;
  const q: Omit<LogRowsQuery, 'select'> = { span: { start, end: range.end }, scope };
  await v.check(q.span, ROWS);
  return { range: { ...range, start }, q, v };
}

const ROWS = { needs: 'rows' } as const;

/** All rows are those that retention has left: from the end of the last day of which it removed what is asked for. */
async function whereLeft(v: Seen, range: Range): Promise<number> {
  try {
    await v.check(range, ROWS);
    return range.start;
  } catch (error) {
    if (error instanceof Removed) return error.until;
    throw error;
  }
}

/** As the log tells: what was kept of removed rows can't be listed. */
async function countOf(v: Seen, { span }: Omit<LogRowsQuery, 'select'>): Promise<number> {
  const [found] = await v.walk([kindsIn(v, [span])]);
  let count = 0;
  visitKinds(v, found, (kind, _, n) => {
    if (kind.signal === '') count += n;
  });
  return count;
}

const told = (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null));
