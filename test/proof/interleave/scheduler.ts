import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Random } from '../../support/factories.ts';

/** A query that waits for its turn. */
interface Ticket {
  readonly actor: string;
  /** Of the server process that it goes to; one connection's queries go in their order. */
  readonly pid: number;
  readonly text: string;
  /** Sends it, and is over once it is answered. */
  readonly send: () => Promise<unknown>;
}

/** An actor may take this long between two queries, in milliseconds, before the harness itself is at fault. */
const LOST = 20_000;

/** Of the advisory locks at which statements pause, the second key is the server process. */
const PAUSE = 7_262_900;

/** A function that waits inside of a statement until the scheduler lets it go on; elsewhere it does nothing. */
export const PAUSES = `create schema proof;
  create function proof.pause() returns bigint language plpgsql volatile as $$ begin
    perform pg_catalog.pg_advisory_lock(${PAUSE}, pg_catalog.pg_backend_pid());
    perform pg_catalog.pg_advisory_unlock(${PAUSE}, pg_catalog.pg_backend_pid());
    return 0;
  end $$`;

/** Server processes that pause, by the session that holds them up. */
const armed = new WeakMap<pg.Client, Set<number>>();

/**
 * Decides which query goes out next: a seed does. It sends one at a time, and the next only when everybody is at a query
 * of theirs, is done, or waits for a lock in PostgreSQL, which `pg_locks` tells and no timeout. Whom the end of a
 * transaction wakes goes on by itself.
 */
export class Scheduler {
  /** What was sent, in its order. */
  readonly schedule: string[] = [];
  /** Times that everybody left waited for somebody else. */
  deadlocks = 0;
  readonly #random: Random;
  readonly #monitor: pg.Client;
  readonly #parked: Ticket[] = [];
  readonly #flying = new Set<Ticket>();
  readonly #left = new Set<string>();
  #version = 0;
  #changed = signal();

  constructor(random: Random, monitor: pg.Client) {
    this.#random = random;
    this.#monitor = monitor;
  }

  /** @returns true where the query waits for its turn; false where the actor is none of this run */
  park(ticket: Ticket): boolean {
    if (!this.#left.has(ticket.actor)) return false;
    this.#parked.push(ticket);
    this.#change();
    return true;
  }

  /** Runs actors side by side to their ends. */
  async run(actors: ReadonlyMap<string, () => Promise<void>>): Promise<void> {
    for (const name of actors.keys()) this.#left.add(name);
    const ends = [...actors].map(([name, act]) =>
      act().finally(() => {
        this.#left.delete(name);
        this.#change();
      }),
    );
    const all = Promise.allSettled(ends);
    for (;;) {
      const { stuck, paused } = await this.#settle();
      if (this.#left.size === 0) break;
      const heads = this.#parked.filter(
        ({ pid }, i) => this.#parked.findIndex((other) => other.pid === pid) === i,
      );
      const ready = heads.filter(({ pid }) => ![...this.#flying].some((flying) => flying.pid === pid));
      if (ready.length + paused.length > 0) {
        // By name: who came to their query first is not the seed's to say.
        const next = this.#random.pick([...ready, ...paused].sort((a, b) => (a.actor < b.actor ? -1 : 1)));
        if (this.#flying.has(next)) await this.#goOn(next);
        else await this.#send(next);
      } else if (stuck) {
        // PostgreSQL ends it by an error to one of them.
        this.deadlocks++;
        await this.#changed.promise;
      }
    }
    for (const end of await all) if (end.status === 'rejected') throw end.reason;
  }

  /** Lets a statement come to its next pause, or to its end. */
  async #goOn({ actor, pid }: Ticket): Promise<void> {
    this.schedule.push(`${actor}: … goes on`);
    await this.#monitor.query({
      name: 'go_on',
      text: 'select pg_advisory_unlock($1, $2), pg_advisory_lock($1, $2)',
      values: [PAUSE, pid],
    });
  }

  async #send(ticket: Ticket): Promise<void> {
    const pausing = armed.get(this.#monitor) ?? new Set();
    armed.set(this.#monitor, pausing);
    if (!pausing.has(ticket.pid)) {
      await this.#monitor.query('select pg_advisory_lock($1, $2)', [PAUSE, ticket.pid]);
      pausing.add(ticket.pid);
    }
    this.#parked.splice(this.#parked.indexOf(ticket), 1);
    this.#flying.add(ticket);
    this.schedule.push(`${ticket.actor}: ${ticket.text.replace(/\s+/g, ' ').trim().slice(0, 90)}`);
    void ticket
      .send()
      .catch(() => {})
      .finally(() => {
        this.#flying.delete(ticket);
        this.#change();
      });
  }

  /** @returns whether all that is under way waits for a lock, and what of it pauses */
  async #settle(): Promise<{ stuck: boolean; paused: Ticket[] }> {
    const began = performance.now();
    for (let looks = 0; ; looks++) {
      const change = this.#changed.promise;
      const version = this.#version;
      const thinking = [...this.#left].filter(
        (actor) => ![...this.#parked, ...this.#flying].some((ticket) => ticket.actor === actor),
      );
      if (thinking.length === 0 && this.#flying.size === 0) return { stuck: false, paused: [] };
      if (performance.now() - began > LOST)
        throw new Error(
          `${thinking.join(', ')} didn't come to a query; last: ${this.schedule.slice(-3).join('; ')}`,
        );
      // Most are answered at once; how long to wait before looking decides nothing.
      await Promise.race([change, sleep(Math.min(2 + looks * 3, 20))]);
      if (thinking.length > 0 || version !== this.#version) continue;
      const { rows } = await this.#monitor.query<{ pid: number; pauses: boolean }>({
        name: 'waiting',
        text: `select pid, bool_or(locktype = 'advisory' and classid = ${PAUSE}) as pauses
          from pg_locks where not granted and pid = any($1::int[]) group by 1`,
        values: [[...this.#flying].map(({ pid }) => pid)],
      });
      if (version !== this.#version || rows.length < this.#flying.size) continue;
      const pausing = new Set(rows.flatMap(({ pid, pauses }) => (pauses ? [pid] : [])));
      return { stuck: true, paused: [...this.#flying].filter(({ pid }) => pausing.has(pid)) };
    }
  }

  #change(): void {
    this.#version++;
    this.#changed.resolve();
    this.#changed = signal();
  }
}

/** A promise, and how it is kept. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
