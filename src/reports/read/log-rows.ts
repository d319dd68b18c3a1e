import { DAY, HOUR } from '../../db/milliseconds.ts';
import { all, type Sql, sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import { fetchAll } from './download.ts';
import { type LogWhere, logWhere } from './log-where.ts';
import { at, type ReportReader } from './reader.ts';
import type { ReadScope } from './scope.ts';

/** A row's place in the log, newest first. */
export interface LogPlace {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly eventId: string;
  readonly userId: string;
}

export interface LogRowsQuery {
  readonly span: Span;
  readonly scope: ReadScope;
  /** What of `l` (the log) and `u` (users) is told. */
  readonly select: Sql;
  /** Only rows behind this one. */
  readonly after?: LogPlace;
}

type Row = Record<string, unknown>;
interface Statement extends Pick<LogWhere, 'passes'> {
  readonly sorted: Sql;
}

/** Up to `limit` rows, newest first, from windows that grow until they hold enough. */
export async function someLogRows(r: ReportReader, q: LogRowsQuery, limit: number): Promise<Row[]> {
  const found: Row[] = [];
  const few = q.scope.users !== null && q.scope.users.ids.length <= FEW_USERS;
  for (const window of windowsBack(q.span, few ? q.span.end - q.span.start : HOUR, 4)) {
    let after = q.after;
    for (;;) {
      const { sorted, passes } = statementOf(r, { ...q, span: window, ...(after && { after }) });
      const rows = await r.rows<Row>(sql`${sorted} limit ${limit}`);
      found.push(...rows.filter(passes));
      if (found.length >= limit) return found.slice(0, limit);
      if (rows.length < limit) break;
      after = placeOf(rows.at(-1)!);
    }
  }
  return found;
}

/** All rows, newest first, a day at a time so that the first isn't waited for until all are sorted. */
export async function* allLogRows(r: ReportReader, q: LogRowsQuery): AsyncGenerator<Row[]> {
  for (const window of windowsBack(q.span, DAY, 1)) {
    const { sorted, passes } = statementOf(r, { ...q, span: window });
    for await (const rows of fetchAll<Row>(r, sorted)) {
      const kept = rows.filter(passes);
      if (kept.length > 0) yield kept;
    }
  }
}

export function placeOf(row: Row): LogPlace {
  return {
    createdAt: (row.place_at as Date).getTime(),
    eventId: String(row.place_event),
    userId: String(row.place_user),
  };
}

/** So few are found by the log's key wherever they are; others by time. */
const FEW_USERS = 50;

function* windowsBack(span: Span, first: number, growth: number): Generator<Span> {
  let size = first;
  for (let end = span.end; end > span.start; size *= growth) {
    const start = Math.max(span.start, end - size);
    yield { start, end };
    end = start;
  }
}

function statementOf(r: ReportReader, q: LogRowsQuery): Statement {
  const { where: counts, columns, passes } = logWhere(r, q.span, q.scope);
  const where = [counts];
  if (q.after)
    where.push(
      sql`(l.created_at, l.event_id, l.user_id collate "C") < (${at(q.after.createdAt)}::timestamptz,
         ${q.after.eventId}::uuid, ${q.after.userId}::text)`,
    );
  return {
    passes,
    // The log by itself, since on Citus it is elsewhere than the users.
    sorted: sql`select ${q.select}, l.created_at as place_at, l.event_id as place_event, l.user_id as place_user ${columns}
      from (select l.* from ${r.ctx.db.tables.activityLog} l where ${all(where)} offset 0) l
      join ${r.from.users} u on u.id = l.user_id
      order by l.created_at desc, l.event_id desc, l.user_id collate "C" desc`,
  };
}
