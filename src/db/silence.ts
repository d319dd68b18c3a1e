import type { Socket } from 'node:net';
import type pg from 'pg';

/** What `pg` keeps of a connection and its types don't tell. */
interface Inside {
  readonly connection: { readonly stream: Socket };
  /** False while a question is unanswered. */
  readonly readyForQuery: boolean;
}

/**
 * Ends every wait for a database that says nothing: frozen, gone without a word, or behind a proxy that has
 * stopped forwarding. TCP notices the second alone. A connection that owes an answer and is silent for too
 * long is cut; whoever waits is told ETIMEDOUT, and the pool makes another one.
 *
 * @param longest milliseconds without a byte; one that streams rows for longer isn't silent
 */
export function createSilence(longest: number) {
  const sockets = new Set<Socket>();
  const cutIfAsked = (inside: Inside) => () => {
    if (inside.readyForQuery) return;
    const { stream } = inside.connection;
    const message = `the database hasn't answered for ${(stream.timeout ?? longest) / 1_000} s`;
    stream.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT', syscall: 'read' }));
  };

  return {
    /** Call it before the first question. */
    watch(client: object): void {
      const inside = client as Inside;
      const { stream } = inside.connection;
      sockets.add(stream);
      stream.once('close', () => sockets.delete(stream));
      stream.setTimeout(longest, cutIfAsked(inside));
    },
    /** Likewise for a connection of somebody else's, until the answer is called: then it is as it was. */
    lend(client: object): () => void {
      const inside = client as Inside;
      const { stream } = inside.connection;
      const before = stream.timeout ?? 0;
      const onTimeout = cutIfAsked(inside);
      stream.setTimeout(longest);
      stream.on('timeout', onTimeout);
      return () => {
        stream.off('timeout', onTimeout);
        stream.setTimeout(before);
      };
    },
    /** Back in the pool: what it was allowed is over. */
    reset(client: pg.ClientBase): void {
      (client as unknown as Inside).connection.stream.setTimeout(longest);
    },
    /** Cuts every connection, whatever it does. */
    cut(): void {
      for (const stream of sockets) stream.destroy();
    },
  };
}

/**
 * Lets each statement of this connection take longer, until it is released: recounts, migrations, copies of a
 * whole log.
 */
export const takeTime = (client: pg.ClientBase, minutes = 60): void => answerWithin(client, minutes * 60_000);

/** Whether a question of this connection is unanswered. */
export const isAsked = (client: pg.ClientBase): boolean => !(client as unknown as Inside).readyForQuery;

/** Cuts this connection where a statement of it isn't answered in so many milliseconds, until it is released. */
export function answerWithin(client: pg.ClientBase, ms: number): void {
  (client as unknown as Inside).connection.stream.setTimeout(ms);
}

/** A connection for a single statement that may take up to an hour. */
export async function atLeisure<T>(
  { pool }: { readonly pool: pg.Pool },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  takeTime(client);
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
