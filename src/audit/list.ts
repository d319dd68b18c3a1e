import type { AUDIT_OUTCOMES } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { type DecodedEntry, decodeWords, type EncodedEntry } from './decode.ts';
import { type AuditKeys, auditKeys } from './keys.ts';
import { tokenOf } from './words.ts';

/** How a request ended: `unfinished` where no completion followed the intent (yet). */
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export interface AuditQuery {
  /** Milliseconds since 1970; inclusive. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** `operator:ID`, `key:ID`, `anonymous:ADDRESS`; any of these. */
  readonly actors?: readonly string[] | undefined;
  readonly endpoint?: string | undefined;
  /** Id of the user that was looked at. */
  readonly target?: string | undefined;
  /** Only what was asked about one user, whoever that is. */
  readonly aboutSomebody?: boolean;
  /** Any of these. */
  readonly endpoints?: readonly string[];
  readonly outcome?: AuditOutcome | undefined;
  readonly after?: AuditPlace | undefined;
  readonly limit: number;
}

/** One request: its intent and completion, a denial, or an event such as a sign-in. */
export interface AuditedRequest {
  readonly at: Date;
  readonly requestId: string;
  /** `id` is null where the person was erased. */
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly endpoint: string;
  readonly target: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly outcome: AuditOutcome;
  readonly status: number | null;
  readonly rows: number | null;
  /** When the answer was made. */
  readonly completedAt: Date | null;
  /** Requests of one page view have the same; null where the caller told none. */
  readonly view: string | null;
}

interface Found extends EncodedEntry, AuditPlaceRow {
  readonly requestId: string;
  readonly phase: string;
  readonly endpoint: string;
  readonly status: number | null;
  readonly rows: number | null;
  readonly completedAt: Date | null;
  readonly view: string | null;
}
interface AuditPlaceRow extends Omit<AuditPlace, 'at'> {
  readonly at: Date;
}

const OUTCOME_SQL: Readonly<Record<AuditOutcome, string>> = {
  answered: `((l.phase = 'intent' and c.status < 400) or (l.phase = 'event' and l.status < 400))`,
  failed: `((l.phase = 'intent' and c.status >= 400) or (l.phase = 'event' and l.status >= 400))`,
  denied: `l.phase = 'denial'`,
  unfinished: `l.phase = 'intent' and c.at is null`,
};

/**
 * A page of the log, newest first, one entry a request. Entries that are written meanwhile move no page.
 *
 * @example await listAudit(db, secret, { start, end, outcome: 'denied', limit: 20 });
 */
export async function listAudit(
  db: Database,
  secret: Uint8Array,
  q: AuditQuery,
): Promise<{ entries: AuditedRequest[]; nextCursor: string | null }> {
  const found = await page(db, auditKeys(secret), q);
  const shown = found.slice(0, q.limit);
  const words = await decodeWords(db, shown);
  const last = shown.at(-1);
  return {
    entries: shown.map((row, i) => entryOf(row, words[i]!)),
    nextCursor: found.length > q.limit && last ? encodePlace({ ...last, at: last.at.getTime() }) : null,
  };
}

async function page(db: Database, keys: AuditKeys, q: AuditQuery): Promise<Found[]> {
  const values: unknown[] = [new Date(q.start), new Date(q.end)];
  const p = (value: unknown) => `$${values.push(value)}`;
  const where = [`l.phase in ('intent', 'denial', 'event')`, 'l.at >= $1 and l.at < $2'];
  if (q.actors) where.push(`l.actor = any(${p(q.actors.map((actor) => storedActor(keys, actor)))})`);
  if (q.endpoint !== undefined) where.push(`l.endpoint = ${p(q.endpoint)}`);
  if (q.target !== undefined) where.push(`l.target = ${p(tokenOf(keys, q.target))}`);
  if (q.aboutSomebody) where.push('l.target is not null');
  if (q.endpoints) where.push(`l.endpoint = any(${p(q.endpoints)})`);
  if (q.outcome) where.push(OUTCOME_SQL[q.outcome]);
  if (q.after)
    where.push(
      `(l.at, l.chain, l.seq) < (${p(new Date(q.after.at))}::timestamptz, ${p(q.after.chain)}::uuid, ${p(q.after.seq)}::bigint)`,
    );
  const { rows } = await db.pool.query<Found>(
    `select l.at, l.chain, l.seq, l.request_id as "requestId", l.phase, l.actor, l.endpoint, l.target, l.parameters, l.view,
       coalesce(c.status, l.status) as status, coalesce(c.rows, l.rows) as rows, c.at as "completedAt"
     from ${db.s}.audit_log l
     left join lateral
       (select c.at, c.status, c.rows from ${db.s}.audit_log c
        where c.request_id = l.request_id and c.phase = 'completion' and l.phase = 'intent'
        order by c.at limit 1) c on true
     where ${where.join(' and ')}
     order by l.at desc, l.chain desc, l.seq desc limit ${p(q.limit + 1)}`,
    values,
  );
  return rows;
}

function storedActor(keys: AuditKeys, actor: string): string {
  const kind = actor.split(':', 1)[0]!;
  return kind === 'anonymous' ? actor : `${kind}:${tokenOf(keys, actor)}`;
}

function entryOf(row: Found, { kind, actor, target, parameters }: DecodedEntry): AuditedRequest {
  const { at, requestId, endpoint, status, rows, view } = row;
  const completedAt = row.completedAt ?? (row.phase === 'intent' ? null : at);
  const outcome = row.phase === 'denial' ? 'denied' : ended(status);
  return {
    at,
    requestId,
    actor: { kind, id: actor },
    endpoint,
    target,
    parameters,
    outcome,
    status,
    rows,
    completedAt,
    view,
  };
}

const ended = (status: number | null): AuditOutcome => {
  if (status === null) return 'unfinished';
  return status < 400 ? 'answered' : 'failed';
};

/** A place in the log: the last row that was shown. */
interface AuditPlace {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly chain: string;
  readonly seq: number;
}

const encodePlace = ({ at, chain, seq }: AuditPlace): string =>
  Buffer.from(`${at} ${chain} ${seq}`).toString('base64url');

/** Null for anything that `encodePlace` didn't make. */
export function decodePlace(cursor: string): AuditPlace | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, chain, seq] =
    /^(\d{1,14}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (\d{1,15})$/.exec(text) ?? [];
  return chain === undefined ? null : { at: Number(at), chain, seq: Number(seq) };
}
