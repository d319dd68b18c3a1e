import pg from 'pg';
import { type Asking, createAsking, type Line, lookAt } from './asking.ts';
import type { HostPool } from './host-pool.ts';
import { forTransaction, pinRefusal, pinsFor } from './pins.ts';
import { profiles } from './poolers.ts';
import { DatabaseRefusal } from './refusal.ts';
import type { createSilence } from './silence.ts';
import { within } from './within.ts';

/** A host's client, as `pg` has it beyond what its types tell. */
type HostClient = pg.PoolClient & {
  binary: boolean;
  readonly connectionParameters?: { readonly query_timeout?: number };
};
type Released = (error?: Error | boolean) => void;

export interface BorrowOptions {
  /** Connections held at once. */
  readonly most: number;
  readonly hostNames: boolean;
  readonly silence: ReturnType<typeof createSilence>;
}

/** Below this, a job that holds one connection and asks for another could wait for itself. */
const FEWEST_BORROWED = 3;
const MOST_BORROWED = 10;
/** How long a connection is waited for, in milliseconds. */
const PATIENCE = 5_000;
/** The longest that a timer of Node's waits. */
const NEVER = 2 ** 31 - 1;

/**
 * How many of a host's connections are held at once where nothing is told: half of them, so that the host is never
 * left without.
 *
 * @throws DatabaseRefusal where the pool is none, or has too few
 */
export function mostBorrowed(host: HostPool, told: number | undefined): number {
  if (typeof host.connect !== 'function' || typeof host.options !== 'object')
    throw new DatabaseRefusal(
      'url',
      'pool is no pool of pg',
      'hand in a pg.Pool, or databaseUrl in its place',
    );
  const size = host.options.max ?? 10;
  const most = told ?? Math.min(MOST_BORROWED, Math.max(FEWEST_BORROWED, Math.floor(size / 2)));
  if (most >= FEWEST_BORROWED && most < size) return most;
  throw new DatabaseRefusal(
    'url',
    `pool has ${size} connections at most, of which ${most} would be used`,
    `give it more than ${FEWEST_BORROWED} (max), and poolSize at least ${FEWEST_BORROWED} and fewer than the pool has; or hand in databaseUrl`,
  );
}

/** Here a member has one form each. */
const Untyped = pg.Pool as unknown as new (
  config: pg.PoolConfig,
) => Omit<pg.Pool, 'connect' | 'query' | 'end' | 'totalCount' | 'idleCount' | 'waitingCount'>;

/**
 * A host's pool as ours: never ended, and each connection goes back as it came. What our statements depend on is set
 * for one transaction at a time, as behind a pooler, and answers are parsed by query; nothing is prepared.
 */
export class BorrowedPool extends Untyped {
  readonly #host: HostPool;
  readonly #o: BorrowOptions;
  readonly #out = new Set<Released>();
  readonly #turns: (() => void)[] = [];
  readonly #ends: (() => void)[] = [];
  #held = 0;
  #closed = false;

  constructor(host: HostPool, o: BorrowOptions) {
    // Ours opens nothing; it is one for whoever asks what a pool is.
    super({ max: o.most });
    this.#host = host;
    this.#o = o;
  }

  get totalCount(): number {
    return this.#host.totalCount;
  }
  get idleCount(): number {
    return this.#host.idleCount;
  }
  get waitingCount(): number {
    return this.#turns.length;
  }

  async connect(): Promise<pg.PoolClient> {
    const late = Date.now() + PATIENCE;
    await this.#turn(late);
    let client: HostClient;
    try {
      client = (await this.#hosts(late)) as HostClient;
    } catch (error) {
      this.#next();
      throw error;
    }
    return this.#lend(client);
  }

  async query(text: string, values?: unknown[]): Promise<pg.QueryResult> {
    const client = await this.connect();
    let broken: Error | undefined;
    try {
      return await client.query(text, values);
    } catch (error) {
      // What PostgreSQL answered leaves the connection usable.
      if (!('severity' in (error as object))) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** The host's own goes on. */
  async end(): Promise<void> {
    this.#closed = true;
    if (this.#held > 0) await new Promise<void>((resolve) => this.#ends.push(resolve));
  }

  /** Cuts what is still held. */
  cut(): void {
    for (const release of this.#out) release(true);
  }

  /** Waits until fewer are held than may be. */
  async #turn(late: number): Promise<void> {
    while (this.#held >= this.#o.most) {
      let wake = () => {};
      const free = new Promise<void>((resolve) => {
        wake = resolve;
      });
      this.#turns.push(wake);
      try {
        await before(late, free);
      } catch (error) {
        const at = this.#turns.indexOf(wake);
        if (at >= 0) this.#turns.splice(at, 1);
        // Woken in vain: the turn is another's.
        else this.#turns.shift()?.();
        throw error;
      }
    }
    if (this.#closed) throw new Error('Cannot use a pool after calling end on the pool');
    this.#held++;
  }

  #next(): void {
    this.#held--;
    this.#turns.shift()?.();
    if (this.#held === 0) for (const tell of this.#ends.splice(0)) tell();
  }

  /** The host's pool may wait for ever. */
  async #hosts(late: number): Promise<unknown> {
    const asked = this.#host.connect();
    try {
      return await before(late, asked);
    } catch (error) {
      asked.then(
        (client) => (client as pg.PoolClient).release(),
        () => {},
      );
      throw error;
    }
  }

  async #lend(client: HostClient): Promise<pg.PoolClient> {
    const { binary } = client;
    const unwatch = this.#o.silence.lend(client);
    // A connection that is lost is met by the next statement; unheard, it would end the process.
    const heard = () => {};
    client.on('error', heard);
    client.binary = false;
    let released = false;
    const release: Released = (error) => {
      if (released) return;
      released = true;
      this.#out.delete(release);
      unwatch();
      client.binary = binary;
      client.off('error', heard);
      // One that is left inside a transaction isn't as it came.
      client.release(error ?? (known.get(client)?.line.status() === 'I' ? undefined : true));
      this.#next();
    };
    this.#out.add(release);
    try {
      const { ask } = await askingOf(client, this.#o.hostNames);
      return new Proxy(client, {
        get(target, name) {
          if (name === 'query') return ask;
          if (name === 'release') return release;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    } catch (error) {
      release(error as Error);
      throw pinRefusal(error);
    }
  }
}

interface Known {
  readonly line: Line;
  readonly hostNames: boolean;
  readonly asking: Asking;
}
const known = new WeakMap<object, Known>();

/** Looked at once: what a host sets for its session later, it sets for itself. */
async function askingOf(client: HostClient, hostNames: boolean): Promise<Asking> {
  const found = known.get(client);
  if (found?.hostNames === hostNames) return found.asking;
  const line = found?.line ?? lineOf(client);
  const asking = createAsking(line);
  known.set(client, { line, hostNames, asking });
  const session = await lookAt(line);
  asking.adopt(profiles.pooled, forTransaction(pinsFor(session, hostNames), session));
  return asking;
}

function lineOf(client: HostClient): Line {
  let status = 'I';
  client.connection.on('readyForQuery', (told: { status: string }) => {
    status = told.status;
  });
  // The host's own limit, which no setting of a session lifts.
  const limited = client.connectionParameters?.query_timeout ? { query_timeout: NEVER } : {};
  const query = client.query.bind(client) as unknown as Line['send'];
  return {
    send: (asked, callback) => query('submit' in asked ? asked : { ...asked, ...limited }, callback),
    status: () => status,
  };
}

/** @throws Error that counts as a database that is away */
const before = <T>(late: number, work: Promise<T>): Promise<T> =>
  within(Math.max(0, late - Date.now()), work, () => {
    throw new Error('timeout exceeded when trying to connect');
  });
