import type { Span } from './local-time.ts';
import { edgesOf } from './people.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Last activity in a span of everybody, in milliseconds by user number; 0 without any. */
export async function lastActivities(
  r: Reader,
  span: Span,
  scope: Scope,
  size: number,
): Promise<{ last: Float64Array; fromLog: boolean }> {
  const last = new Float64Array(size);
  const fromLog = scope.actions !== null || scope.fromLog;
  if (fromLog) {
    for (const [no, edge] of await edgesOf(r, [span], scope)) last[no] = edge.last;
    return { last, fromLog };
  }
  const rows = await r.rows<{ no: number; last: number | null }>(
    `select u.user_no as no, extract(epoch from case when s.last_activity_at < $2 then s.last_activity_at else (
         select max(l.created_at) from ${r.s}.user_activity_logs l
         where l.user_id = s.user_id and l.created_at >= $1 and l.created_at < $2) end)::float8 * 1000 as last
     from ${r.s}.user_usage_stats s join ${r.s}.users u on u.id = s.user_id
     where s.last_activity_at >= $1 and s.first_activity_at < $2 and ($3 or not u.internal)
       and ($4::text[] is null or u.id = any($4))`,
    [at(span.start), at(span.end), scope.internalPeople, scope.users?.ids ?? null],
  );
  for (const row of rows) last[row.no] = Math.round(row.last ?? 0);
  return { last, fromLog };
}
