import type { Database } from '../db/connect.ts';

/** Who asked for what. */
export interface Access {
  readonly requestId: string;
  readonly actor: string;
  readonly endpoint: string;
  /** The user that is looked at. */
  readonly target: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
}

interface Row extends Access {
  readonly phase: 'intent' | 'completion' | 'denial';
  readonly at: Date;
  readonly status: number | null;
  readonly rows: number | null;
}

/** Addresses told apart within a minute; beyond them the rest are one. */
const MAX_ADDRESSES = 10_000;

/**
 * The audit log: an intent is committed before any data is sent, a completion follows. Denials of people
 * and keys are rows of their own; anonymous ones are folded per address and minute, so that nobody can
 * flood the log without signing in.
 */
export function createAudit(db: Database, now: () => number, onError: (error: unknown) => void) {
  const pending = new Set<Promise<unknown>>();
  let minute = 0;
  let anonymous = new Map<string, { endpoint: string; times: number }>();

  const insert = (row: Row) =>
    db.pool.query<{ epoch: number }>({
      name: 'joip_audit',
      text: `insert into ${db.s}.audit_log (at, request_id, phase, actor, endpoint, target, parameters, status, rows)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             returning (select (value #>> '{}')::bigint from ${db.s}.meta where key = 'cache_epoch') as epoch`,
      values: [
        row.at,
        row.requestId,
        row.phase,
        row.actor,
        row.endpoint,
        row.target,
        row.parameters === null ? null : JSON.stringify(row.parameters),
        row.status,
        row.rows,
      ],
    });

  function inBackground(work: Promise<unknown>): void {
    const settled = work.catch(onError).finally(() => pending.delete(settled));
    pending.add(settled);
  }

  /** Writes how often each address was denied beyond the first time, once its minute is over. */
  async function fold(): Promise<void> {
    const folded = anonymous;
    anonymous = new Map();
    for (const [address, { endpoint, times }] of folded)
      if (times > 1)
        await insert({
          ...denial(address, endpoint),
          parameters: { furtherDenials: times - 1, minute: new Date(minute * 60_000).toISOString() },
        });
  }

  const denial = (address: string, endpoint: string): Row => ({
    requestId: crypto.randomUUID(),
    actor: `anonymous:${address}`,
    endpoint,
    target: null,
    parameters: null,
    phase: 'denial',
    at: new Date(now()),
    status: 401,
    rows: null,
  });

  return {
    /** Before the data. Resolves once committed, to the cache epoch that holds at that moment. */
    async begin(access: Access): Promise<number> {
      const row: Row = { ...access, phase: 'intent', at: new Date(now()), status: null, rows: null };
      const { rows } = await insert(row);
      return rows[0]!.epoch;
    },

    /** After the answer was made; not waited for. */
    complete(access: Access, status: number, rows: number | null): void {
      inBackground(insert({ ...access, phase: 'completion', at: new Date(now()), status, rows }));
    },

    /** A person or a key was refused. */
    async deny(access: Access, status: number): Promise<void> {
      await insert({ ...access, phase: 'denial', at: new Date(now()), status, rows: null });
    },

    /** Someone who is not signed in was refused. The first time in a minute is written at once. */
    async denyAnonymous(address: string, endpoint: string): Promise<void> {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) {
        await fold();
        minute = current;
      }
      const key = anonymous.has(address) || anonymous.size < MAX_ADDRESSES ? address : 'others';
      const seen = anonymous.get(key);
      if (seen) {
        seen.times++;
        return;
      }
      anonymous.set(key, { endpoint, times: 1 });
      await insert(denial(key, endpoint));
    },

    /** Writes what was folded, and waits for completions under way. */
    async flush(): Promise<void> {
      await fold();
      await Promise.all(pending);
    },
  };
}

export type Audit = ReturnType<typeof createAudit>;
