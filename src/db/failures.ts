import { DatabaseRefusal } from './refusal.ts';

/**
 * What an error says about the statement that met it. One table for everybody who decides whether to ask
 * again, so that a database that is away is never taken for a fault of ours, nor the other way round.
 *
 * - `away`: the database can't be reached, is restarting, full, or has become read-only. Asking again helps
 *   once it is back.
 * - `conflict`: another transaction was in the way (deadlock, serialization, lock). Asking again helps.
 * - `value`: it refuses a value of the statement. Without that value it would take the rest: halve and find it.
 * - `refused`: it refuses the statement as such (rights, a missing column, the password). A person has to mend it.
 * - `fault`: no answer of a database: a fault of this program.
 */
export type FailureKind = 'away' | 'conflict' | 'value' | 'refused' | 'fault';

export interface Failure {
  readonly kind: FailureKind;
  /** The connection was lost after the statement was sent: it may have been committed, or be so later. */
  readonly open: boolean;
}

/** By SQLSTATE, the longest prefix first. What is not here is `refused`. */
const BY_STATE: readonly (readonly [prefix: string, kind: FailureKind, open?: 'open'])[] = [
  // The server wouldn't let us in; the rest of its class are connections that broke.
  ['08001', 'away'],
  ['08004', 'away'],
  // Read-only: the old primary after a failover. A new connection may lead to the new one.
  ['25006', 'away'],
  // Idle in a transaction, or in it for too long.
  ['25P03', 'away'],
  ['25P04', 'away'],
  // A pooler, or a reset of the session, has lost a prepared statement. A new connection has none of the old.
  ['26000', 'away'],
  ['42P05', 'away'],
  ['40002', 'value'],
  ['40003', 'conflict', 'open'],
  // A limit that a person has configured.
  ['53400', 'refused'],
  ['55006', 'conflict'],
  ['55P03', 'conflict'],
  ['57P01', 'away', 'open'],
  ['57P02', 'away', 'open'],
  // The database was dropped.
  ['57P04', 'refused'],
  ['58030', 'away'],
  ['08', 'away', 'open'],
  ['22', 'value'],
  ['23', 'value'],
  ['40', 'conflict'],
  // Check option of a view.
  ['44', 'value'],
  ['53', 'away'],
  // Too long, too deep or too wide for a row or an index.
  ['54', 'value'],
  ['57', 'away'],
  // Raised by a trigger or function of the database's owner, about the row that it saw.
  ['P0', 'value'],
];

/** Codes of Node that mean the way to the database, not a mistake in a call. */
const NETWORK = new Set(
  'EADDRNOTAVAIL EAI_AGAIN ECONNABORTED ECONNREFUSED ECONNRESET EHOSTDOWN EHOSTUNREACH EMFILE ENETDOWN ENETRESET ENETUNREACH ENFILE ENOBUFS ENOTFOUND EPIPE ETIMEDOUT'.split(
    ' ',
  ),
);
/** Those that come while connecting, before anything was sent. */
const CONNECTING = /^(connect|getaddrinfo|queryA)/;

/** What `pg` says without a code. */
const BY_MESSAGE: readonly (readonly [pattern: RegExp, kind: FailureKind, open?: 'open'])[] = [
  [/timeout exceeded when trying to connect|due to connection timeout|^timeout expired$/, 'away'],
  [/Cannot use a pool after calling end/, 'away'],
  [/Connection terminated|is not queryable|Query read timeout/, 'away', 'open'],
  [/^SASL|does not support SSL|error establishing an SSL connection/, 'refused'],
];

/** Each has a digit, which tells it from EPERM. */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Reads an error, or what caused it where a library has wrapped it. */
export function failureOf(error: unknown): Failure {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const found = look(each);
    if (found) return { kind: found[1], open: found[2] === 'open' };
  }
  return { kind: 'fault', open: false };
}

/** Whether asking again may help, without anybody mending anything here. */
export function isTransient(error: unknown): boolean {
  const { kind } = failureOf(error);
  return kind === 'away' || kind === 'conflict';
}

function look(error: Error): readonly [unknown, FailureKind, 'open'?] | undefined {
  if (error instanceof DatabaseRefusal) return [error.code, 'refused'];
  const { code, syscall = '', message } = error as Error & { code?: unknown; syscall?: string };
  if (typeof code !== 'string') return BY_MESSAGE.find(([pattern]) => pattern.test(message));
  if (NETWORK.has(code)) return [code, 'away', CONNECTING.test(syscall) ? undefined : 'open'];
  // The socket's file of a server on this machine: not there yet, or not for us.
  if (syscall === 'connect') return [code, code === 'ENOENT' ? 'away' : 'refused'];
  if (SQLSTATE.test(code)) return BY_STATE.find(([prefix]) => code.startsWith(prefix)) ?? [code, 'refused'];
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code))
    return [code, 'refused'];
  return undefined;
}

/** SQLSTATE of what PostgreSQL answered, or the code of an error of Node's; empty for anything else. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** As Citus says it: what it couldn't connect to, or where its statement was cut off. */
const NODE = /remote node (?:\S*@)?(\S+:\d+) failed|executing command on (\S+:\d+)/;

/** The worker of Citus, as `host:port`, that whoever answered couldn't reach; null where it isn't that. */
export function awayWorker(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const { message, where = '' } = each as Error & { where?: string };
    const found = codeOf(each).startsWith('08') ? NODE.exec(`${message} ${where}`) : null;
    if (found) return (found[1] ?? found[2])!;
  }
  return null;
}
