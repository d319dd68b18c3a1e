import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import { createDenials, type Denial, type Denied } from './denials.ts';
import { createFindings } from './findings.ts';
import { appendHead } from './head-file.ts';
import type { Moment } from './insert.ts';
import { isWhole, LostRows } from './kept.ts';
import { auditKeys } from './keys.ts';
import type { Entry, Head, Phase } from './row.ts';
import { noteSigning } from './signings.ts';
import { createSubjects } from './subjects.ts';
import { readSigned } from './verify-heads.ts';
import { createEncoder } from './words.ts';
import { createChainWriter } from './writer.ts';

/** Who asked for what. */
export interface AuditedAccess {
  readonly requestId: string;
  /** `operator:ID`, `key:ID`, `anonymous:ADDRESS`: kind and id. */
  readonly actor: string;
  readonly endpoint: string;
  /** The user that is looked at. */
  readonly target: string | null;
  readonly parameters: Readonly<Record<string, unknown>> | null;
  /** See `viewOf`. */
  readonly view?: string | null;
}

export interface AuditOptions {
  /** The installation's secret; keys are derived from it. */
  readonly secret: Uint8Array;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what couldn't be written and nobody waits for. */
  readonly onError: (error: unknown) => void;
  /** Signed heads are appended to this file; without it a log that is cut at its end isn't noticed. */
  readonly headFile?: string | undefined;
}

/**
 * The audit log: an intent is committed before any data is sent, a completion follows. Denials of people
 * and keys are rows of their own; anonymous ones are folded per address and minute, so that nobody can
 * flood the log without signing in. Rows are chained; see docs/adr/0012.
 */
export function createAudit(db: Database, o: AuditOptions) {
  const { now, onError, headFile } = o;
  const keys = auditKeys(o.secret);
  const subjects = createSubjects(db, now);
  const denials = createDenials(now);
  const pending = new Set<Promise<unknown>>();
  const begun = new Set<string>();
  const tellLost = (heads: readonly Head[]) => {
    for (const head of heads) onError(new LostRows(head));
  };
  const writer = createChainWriter(db, keys, {
    now,
    onError,
    onBegin: (head) => inBackground(sign(head)),
    onLeave: (head) => inBackground(sign(head)),
    known: signedHeads,
    onLost: tellLost,
  });
  let signed: Head | undefined;

  function inBackground(work: Promise<unknown>): void {
    const settled = work.catch(onError).finally(() => pending.delete(settled));
    pending.add(settled);
  }

  /** A chain that hasn't grown isn't signed twice. What is signed is what this process remembers. */
  async function sign(head: Head | undefined): Promise<void> {
    if (!headFile || !head) return;
    const before = signed?.chain === head.chain ? signed.seq : -1;
    if (head.seq <= before) return;
    await appendHead(headFile, keys, head, now());
    signed = head;
    // The database may be away, or be the one that isn't to be trusted: the file has what it needs.
    try {
      await noteSigning(db, keys, head, now());
      if (!(await isWhole(db, keys, before, head))) tellLost([head]);
    } catch (error) {
      onError(error);
    }
  }

  /** What other processes, and earlier ones, signed: the file can be read where the log may have been cut. */
  async function signedHeads(): Promise<Head[]> {
    if (!headFile) return [];
    try {
      const { furthest } = await readSigned(keys, headFile, createFindings(0));
      return furthest.map(({ chain, seq, hash }) => ({ chain, seq, hash: Buffer.from(hash, 'hex') }));
    } catch (error) {
      onError(error);
      return [];
    }
  }

  function entryOf(access: AuditedAccess, phase: Phase, status: number | null, rows: number | null) {
    const words = createEncoder(keys);
    const entry: Entry = {
      at: now(),
      requestId: access.requestId,
      phase,
      actor: words.actor(access.actor),
      endpoint: access.endpoint,
      target: words.target(access.target),
      parameters: words.parameters(access.parameters),
      status,
      rows,
      view: access.view ?? null,
    };
    return { entry, kept: subjects.remember(words.found) };
  }

  async function write(access: AuditedAccess, phase: Phase, status: number | null): Promise<Moment> {
    const { entry, kept } = entryOf(access, phase, status, null);
    if (kept) await kept;
    return writer.append(entry);
  }

  const denialOf = ({ actor, endpoint, status, more }: Denial): Entry => ({
    at: now(),
    requestId: randomUUID(),
    phase: 'denial',
    actor,
    endpoint,
    target: null,
    parameters: more ? JSON.stringify(more) : null,
    status,
    rows: null,
    view: null,
  });

  async function note(denied: Denied): Promise<void> {
    await Promise.all(denials.note(denied).map((each) => writer.append(denialOf(each))));
  }

  async function flush(): Promise<void> {
    for (const each of denials.fold()) writer.appendSoon(denialOf(each));
    await Promise.all(pending);
    await writer.flush();
  }

  return {
    /** Before the data. Resolves once committed, to the moment of it. */
    async begin(access: AuditedAccess): Promise<Moment> {
      const moment = await write(access, 'intent', null);
      begun.add(access.requestId);
      return moment;
    },

    /** After the answer was made; not waited for. Without a `begin` it is an event of its own. */
    complete(access: AuditedAccess, status: number, rows: number | null): void {
      const phase = begun.delete(access.requestId) ? 'completion' : 'event';
      const { entry, kept } = entryOf(access, phase, status, rows);
      if (kept) inBackground(kept.then(() => writer.appendSoon(entry)));
      else writer.appendSoon(entry);
    },

    /** A person or a key was refused. Refusals for asking too often are folded as anonymous ones are. */
    async deny(access: AuditedAccess, status: number): Promise<void> {
      if (status !== 429) {
        await write(access, 'denial', status);
        return;
      }
      const { entry, kept } = entryOf(
        { ...access, target: null, parameters: null, view: null },
        'denial',
        status,
        null,
      );
      await kept;
      await note({ actor: entry.actor, endpoint: access.endpoint, status });
    },

    /** Someone who isn't signed in was refused. The first time in a minute is written at once. */
    denyAnonymous: (address: string, endpoint: string) =>
      note({ actor: `anonymous:${address}`, endpoint, status: 401 }),

    /** Writes what was folded, and waits for completions under way. */
    flush,

    /** Appends the signed head of this process's chain to the file, where it has grown. */
    signHead: () => sign(writer.head()),

    /** Writes what waits and signs the head. */
    async close(): Promise<void> {
      await flush();
      writer.stop();
      await sign(writer.head());
      await Promise.all(pending);
    },
  };
}

export type Audit = ReturnType<typeof createAudit>;
