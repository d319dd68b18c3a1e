import type { Database } from '../db/connect.ts';
import { decodeWords } from './decode.ts';
import { auditKeys } from './keys.ts';
import type { AuditedRequest } from './list.ts';
import { tokenOf } from './words.ts';

/** Of one user at most. */
const MOST = 50;

/** Someone who looked at a user, how often, and when. */
export interface Viewer {
  readonly actor: AuditedRequest['actor'];
  readonly views: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/**
 * Who looked at a user, the latest first, and since when the log tells of it. Every request about the user counts that wasn't refused
 * and didn't fail, those of one page view together: also one whose answer is still being made, so that whoever asks is among them.
 */
export async function listViewers(
  db: Database,
  secret: Uint8Array,
  userId: string,
): Promise<{ viewers: Viewer[]; since: Date | null }> {
  const { rows } = await db.pool.query<Omit<Viewer, 'actor'> & { actor: string }>(
    `select l.actor, count(distinct coalesce(l.view, l.request_id::text)) as views, min(l.at) as "firstAt", max(l.at) as "lastAt"
     from ${db.s}.audit_log l
     where l.target = $1 and l.phase = 'intent' and not exists
       (select 1 from ${db.s}.audit_log c
        where c.request_id = l.request_id and c.phase = 'completion' and c.status >= 400)
     group by l.actor order by max(l.at) desc, l.actor limit ${MOST}`,
    [tokenOf(auditKeys(secret), userId)],
  );
  const words = await decodeWords(
    db,
    rows.map(({ actor }) => ({ actor, target: null, parameters: null })),
  );
  const { rows: first } = await db.pool.query<{ since: Date | null }>(
    `select min(at) as since from ${db.s}.audit_log`,
  );
  return {
    viewers: rows.map((row, i) => ({ ...row, actor: { kind: words[i]!.kind, id: words[i]!.actor } })),
    since: first[0]!.since,
  };
}
