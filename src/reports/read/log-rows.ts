import { DAY, HOUR } from '../../db/milliseconds.ts';
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
  readonly select: string;
  /** Only rows behind this one. */
  readonly after?: LogPlace;
}

type Row = Record<string, unknown>;
interface Statement extends Pick<LogWhere, 'passes'> {
  readonly sql: string;
  readonly values: unknown[];
}

/** Up to `limit` rows, newest first, from windows that grow until they hold enough. */
export async function someLogRows(r: ReportReader, q: LogRowsQuery, limit: number): Promise<Row[]> {
  const found: Row[] = [];
  const few = q.scope.users !== null && q.scope.users.ids.length <= FEW_USERS;
  for (const window of windowsBack(q.span, few ? q.span.end - q.span.start : HOUR, 4)) {
    let after = q.after;
    for (;;) {
      const { sql, values, passes } = statement(r, { ...q, span: window, ...(after && { after }) });
      const rows = await r.rows<Row>(`${sql} limit ${limit}`, values);
      found.push(...rows.filter(passes));
      if (found.length >= limit) return found.slice(0, limit);
      if (rows.length < limit) break;
      after = placeOf(rows.at(-1)!);
    }
  }
  return found;
}

/** All rows, newest first, a day at a time so that the first is not waited for until all are sorted. */
export async function* allLogRows(r: ReportReader, q: LogRowsQuery): AsyncGenerator<Row[]> {
  for (const window of windowsBack(q.span, DAY, 1)) {
    const { sql, values, passes } = statement(r, { ...q, span: window });
    for await (const rows of fetchAll<Row>(r, sql, values)) {
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

function statement(r: ReportReader, q: LogRowsQuery): Statement {
  const values: unknown[] = [];
  const p = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const { sql, columns, passes } = logWhere(r, q.span, q.scope, p);
  const where = [sql];
  if (q.after)
    where.push(
      `(l.created_at, l.event_id, l.user_id collate "C") < (${p(at(q.after.createdAt), 'timestamptz')},
         ${p(q.after.eventId, 'uuid')}, ${p(q.after.userId, 'text')})`,
    );
  return {
    values,
    passes,
    sql: `select ${q.select}, l.created_at as place_at, l.event_id as place_event, l.user_id as place_user ${columns}
      from ${r.s}.user_activity_logs l join ${r.ctx.db.relations.users.sql} u on u.id = l.user_id
      where ${where.join(' and ')}
      order by l.created_at desc, l.event_id desc, l.user_id collate "C" desc`,
  };
}
