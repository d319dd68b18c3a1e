import { finished, type Readable } from 'node:stream';
import type pg from 'pg';
import { connect, type Database } from '../../../src/db/connect.ts';
import type { Scheduler } from './scheduler.ts';

/** What a mutant does to SQL on its way out. */
export interface Fault {
  rewrite(text: string, seat: string): string;
  /** Said once on each connection. */
  readonly session?: string;
}

/** A process of its own as far as the product is concerned: a pool, and what is kept in mind beside it. */
export interface Seat {
  readonly name: string;
  readonly db: Database;
  /** Who decides when its queries go out; null where nobody does. */
  scheduler: Scheduler | null;
}

/** A statement that takes away blocks stops before it locks each of them. */
const withPauses = (text: string): string =>
  text.replace(/select b\.id from (\S+\.chronicle_blocks b)/, 'select b.id + proof.pause() from $1');

type Query = (...args: unknown[]) => unknown;
interface Copy extends Readable {
  text: string;
}

export function openSeat(url: string, name: string, fault: Fault | null): Seat {
  const db = connect({ url, poolSize: 4 });
  const seat: Seat = { name, db, scheduler: null };
  db.pool.on('connect', (client) => {
    if (fault?.session) void client.query(fault.session);
    gate(client, seat, (text) => withPauses(fault ? fault.rewrite(text, name) : text));
  });
  return seat;
}

/** Every query of a connection goes by the scheduler, in whatever way it was asked. */
function gate(client: pg.PoolClient, seat: Seat, rewrite: (text: string) => string): void {
  const ask = client.query.bind(client) as Query;
  const { processID: pid } = client as unknown as { processID: number };
  const park = (text: string, send: () => Promise<unknown>) =>
    seat.scheduler?.park({ actor: seat.name, pid, text, send }) ?? false;

  const gated: Query = (given, ...rest) => {
    if (typeof given === 'object' && given !== null && 'submit' in given) {
      const stream = given as unknown as Copy;
      stream.text = rewrite(stream.text);
      const send = () =>
        new Promise((resolve) => {
          finished(stream, resolve);
          ask(stream);
        });
      if (!park(stream.text, send)) ask(stream);
      return stream;
    }
    const { text, ...config } = (typeof given === 'string' ? { text: given } : given) as { text: string };
    const asked = { ...config, text: rewrite(text) };
    const done = rest.at(-1);
    if (typeof done === 'function') {
      const send = () =>
        new Promise<void>((resolve) => {
          ask(asked, ...rest.slice(0, -1), (...answer: unknown[]) => {
            resolve();
            done(...answer);
          });
        });
      if (!park(asked.text, send)) void send();
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const send = () => {
        const answer = ask(asked, ...rest) as Promise<unknown>;
        answer.then(resolve, reject);
        return answer;
      };
      if (!park(asked.text, send)) void send().catch(() => {});
    });
  };
  client.query = gated as typeof client.query;
}
