import { isAsked, takeTime } from '../../db/silence.ts';
import type { ReportContext } from '../context.ts';
import { type ReportReader, readerOver, settingsOf } from './reader.ts';

/** A snapshot that is held open while its rows are sent. */
export interface OpenReader {
  readonly r: ReportReader;
  /** Lets the snapshot go; a statement under way is cancelled in PostgreSQL. Safe to call twice. */
  close(): Promise<void>;
}

/** A file may take this long to be computed, in milliseconds: it holds everybody, not a page. */
const STATEMENT_TIMEOUT = 300_000;
/** Whoever reads nothing for this long loses the connection, so that no snapshot is held for ever. */
const IDLE_TIMEOUT = 120_000;

/**
 * Opens a read-only snapshot for a download. `signal` aborts what runs in it.
 *
 * @throws what PostgreSQL answers; SQLSTATE 57014 where a statement takes longer than 5 min or is aborted.
 */
export async function openReader(ctx: ReportContext, signal: AbortSignal): Promise<OpenReader> {
  const { pool, s } = ctx.db;
  const client = await pool.connect();
  takeTime(client, 10);
  let broken: Error | undefined;
  let closed: Promise<void> | undefined;
  // Without a listener a connection lost between two statements would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);

  async function query(text: string, values: unknown[] = []) {
    signal.throwIfAborted();
    return client.query(text, values);
  }

  function close(): Promise<void> {
    closed ??= (async () => {
      signal.removeEventListener('abort', close);
      if (isAsked(client) && pid !== undefined) {
        // The cancellation may come late and hit what the connection does next: it does nothing next.
        broken ??= new Error('the download was left');
        await pool.query('select pg_cancel_backend($1)', [pid]).catch(() => {});
      } else if (!broken) await client.query('rollback').catch(onError);
      // The pool listens to what it keeps; what it throws away may still fail once.
      if (!broken) client.off('error', onError);
      client.release(broken);
    })();
    return closed;
  }

  let pid: number | undefined;
  try {
    signal.addEventListener('abort', close);
    await query(
      `begin isolation level repeatable read read only; ${settingsOf(s, '128MB', STATEMENT_TIMEOUT)};
       set local cursor_tuple_fraction = 1; set local idle_in_transaction_session_timeout = ${IDLE_TIMEOUT}`,
    );
    // Asked inside: a pooler lends another server process for each transaction.
    pid = (await query('select pg_backend_pid() as pid')).rows[0].pid as number;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    r: readerOver(ctx, client, signal, query),
    close,
  };
}
