import pg from 'pg';
import { codeOf } from '../src/db/failures.ts';
import type { HostTransaction } from '../src/ingest/host.ts';
import type { Bed, Lab } from './lib/bed.ts';
import { alternate, median, type Result, round, timed } from './lib/result.ts';
import { createWorkload } from './lib/workload.ts';

const CLIENTS = 16;
const WALLETS = 1_000;

/** What a host does beside its own work. */
type Beside = (tx: HostTransaction) => Promise<unknown>;

/** Serializable transactions of a host, 16 at once, with and without an activity in each: how many PostgreSQL aborts. */
export async function txSerializable(bed: Bed): Promise<Result[]> {
  const lab = await bed.fresh('bench_tx');
  const work = createWorkload({ users: 1_000, visits: 50 });
  await lab.db.pool.query(`create table public.wallets (id int primary key, balance int not null);
    insert into public.wallets select i, 0 from generate_series(1, ${WALLETS}) i;
    create table public.orders (id bigint generated always as identity primary key, wallet int, at timestamptz default now());
    analyze public.wallets`);
  const each = bed.size.quick ? 10 : 60;
  const seen = await alternate(
    bed.size.rounds * 2,
    async () => {
      const done = await runRound(lab, each, async (tx) => {
        const { outcome } = await lab.ingest.track(work.next(), { tx });
        // The host would begin again.
        if (outcome.outcome === 'refused') throw Object.assign(new Error(outcome.message), { code: '40001' });
      });
      await lab.ingest.flush();
      return done;
    },
    () => runRound(lab, each, async () => {}),
  );
  await lab.close();

  const aborted = (of: Round[]) => of.reduce((sum, one) => sum + one.aborted, 0);
  const told = (of: Round[]) =>
    `${aborted(of)} of ${CLIENTS * each * of.length}, ${round(median(of.map(({ ms }) => ms)))} ms`;
  const ratio = aborted(seen.a) / aborted(seen.b);
  return [
    {
      id: 'TX',
      what: 'serializable transactions aborted, one track() in each, against none',
      ours: told(seen.a),
      yardstick: told(seen.b),
      value: round(ratio),
      unit: ' x',
      goal: '<= 1.25 x',
      reached: ratio <= 1.25,
    },
  ];
}

interface Round {
  readonly aborted: number;
  /** Of one transaction, median. */
  readonly ms: number;
}

async function runRound(lab: Lab, each: number, beside: Beside): Promise<Round> {
  const times: number[] = [];
  let aborted = 0;
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: lab.url }));
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(
    clients.map(async (client) => {
      for (let i = 0; i < each; i++) times.push(await timed(() => buy(client)));
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { aborted, ms: median(times) };

  async function buy(client: pg.Client): Promise<void> {
    const wallet = 1 + Math.floor(Math.random() * WALLETS);
    try {
      await client.query('begin isolation level serializable');
      await client.query('select balance from public.wallets where id = $1', [wallet]);
      await beside(client);
      await client.query('update public.wallets set balance = balance + 1 where id = $1', [wallet]);
      await client.query('insert into public.orders (wallet) values ($1)', [wallet]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      if (codeOf(error) !== '40001') throw error;
      aborted++;
    }
  }
}
