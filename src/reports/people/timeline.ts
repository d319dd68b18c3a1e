import type { RecentActivity } from '../../contract/index.ts';
import { all, sql } from '../../db/sql.ts';
import { BadRequest } from '../errors.ts';
import type { Span } from '../range/local-time.ts';
import { decodeCursor, encodeCursor } from '../read/cursor.ts';
import { at, type ReportReader } from '../read/reader.ts';

export interface TimelineQuery {
  readonly userId: string;
  readonly span: Span | null;
  readonly action: string | undefined;
  readonly feature: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/**
 * A user's activities, newest first, along the log's key: a page costs the same wherever it lies, and
 * later activities don't move it.
 */
export async function timeline(
  r: ReportReader,
  q: TimelineQuery,
): Promise<{ recentActivity: RecentActivity[]; nextCursor: string | null }> {
  checkNames(r, q);
  const where = [sql`user_id = ${q.userId}`];
  if (q.span) where.push(sql`created_at >= ${at(q.span.start)} and created_at < ${at(q.span.end)}`);
  if (q.action !== undefined) where.push(sql`action = ${q.action}`);
  if (q.feature !== undefined) where.push(sql`feature = ${q.feature}`);
  if (q.cursor !== undefined) {
    const place = decodeCursor(q.cursor);
    where.push(sql`(created_at, event_id) < (${at(place.createdAt)}::timestamptz, ${place.eventId}::uuid)`);
  }
  const rows = await r.rows<Omit<RecentActivity, 'timestamp'> & { createdAt: Date }>(
    sql`select event_id as "eventId", action, feature, created_at as "createdAt", details,
       session_id as "sessionId", visit_id as "visitId"
     from ${r.ctx.db.tables.activityLog} where ${all(where)}
     order by created_at desc, event_id desc limit ${q.limit + 1}`,
  );
  const page = rows.slice(0, q.limit);
  const last = page.at(-1);
  return {
    recentActivity: page.map(({ createdAt, ...row }) => ({ ...row, timestamp: createdAt.toISOString() })),
    nextCursor:
      rows.length > q.limit && last
        ? encodeCursor({ createdAt: last.createdAt.getTime(), eventId: last.eventId })
        : null,
  };
}

function checkNames(r: ReportReader, q: TimelineQuery): void {
  const { actions, features } = r.ctx.catalogue;
  if (q.action !== undefined && !Object.hasOwn(actions, q.action))
    throw new BadRequest({ action: `takes ${Object.keys(actions).join(', ')}` });
  if (q.feature !== undefined && !Object.hasOwn(features, q.feature))
    throw new BadRequest({ feature: `takes ${Object.keys(features).join(', ')}` });
}
