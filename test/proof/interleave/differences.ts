import type pg from 'pg';
import type { Database } from '../../../src/db/connect.ts';
import { MARKERS } from '../../../src/db/erased.ts';
import { decodeBlock } from '../../../src/store/block.ts';
import { storedBlocks } from '../../../src/store/rewrite.ts';
import { tellIn } from '../../../src/store/testing/tell.ts';
import type { Counted } from './history.ts';
import { catalogue, SPAN } from './world.ts';

/** `user · kind` → how many; who is nobody is called so. */
type Sums = Map<string, number>;

const add = (sums: Sums, key: string, n: number) => sums.set(key, (sums.get(key) ?? 0) + n);

/**
 * Where what one snapshot holds contradicts itself: what a view tells of kept, blocks and tail; the log and what is
 * kept, counted row by row; and the lifetime counters.
 *
 * @param counted all that was acknowledged, where everybody is done; erased users' share counts on
 */
export async function differencesIn(
  db: Database,
  client: pg.PoolClient,
  counted: readonly Counted[] | null = null,
): Promise<string[]> {
  const told = await tellIn({ db, client, catalogue, zone: 'UTC' }, SPAN);
  const again = await recount(db, client);
  const differences = compare('the view and the recount', new Map(Object.entries(told.byUser)), again.byUser);
  const totals: Sums = new Map();
  const internal: Sums = new Map();
  for (const [kind, [all, own]] of Object.entries(told.totals)) {
    totals.set(kind, all);
    if (own !== 0) internal.set(kind, own);
  }
  differences.push(...compare('totals and the recount', totals, again.totals));
  differences.push(...compare('internal totals and the recount', internal, again.internal));
  if (told.people !== again.people)
    differences.push(`the view tells ${told.people} people, the recount ${again.people}`);
  differences.push(
    ...compare('counters and the recount', await statsOf(db, client), countersOf(again.byUser)),
  );
  if (counted) {
    const acknowledged: Sums = new Map();
    for (const { kind, n } of counted) add(acknowledged, kind, n);
    differences.push(...compare('totals and what was acknowledged', totals, acknowledged));
  }
  return differences;
}

function compare(what: string, left: Sums, right: Sums): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [a, b] = [left.get(key) ?? 0, right.get(key) ?? 0];
    return a === b ? [] : [`${what} differ in ${key}: ${a} and ${b}`];
  });
}

interface Recount {
  readonly byUser: Sums;
  readonly totals: Sums;
  readonly internal: Sums;
  readonly people: number;
}

/** By plain SQL of the log and the signals, and row by row of what is kept. */
async function recount(db: Database, client: pg.PoolClient): Promise<Recount> {
  const { s } = db;
  const [byUser, totals, internal]: Sums[] = [new Map(), new Map(), new Map()];
  const people = new Set<number>();
  const { rows: users } = await client.query<{ no: number; internal: boolean; nobody: boolean }>(
    `select user_no as no, internal, id = any($1::text[]) as nobody from ${s}.users
     union all select no, internal, true from ${s}.erased_numbers`,
    [MARKERS],
  );
  const known = new Map(users.map((user) => [user.no, user]));
  const count = (no: number, kind: string, n: number, signal: boolean) => {
    const user = known.get(no);
    add(totals!, kind, n);
    if (user?.internal) add(internal!, kind, n);
    if (!user || user.nobody) return;
    add(byUser!, `${no} · ${kind}`, n);
    if (!signal && !user.internal) people.add(no);
  };
  const { rows } = await client.query<{ no: number; kind: string; signal: boolean; n: number }>(
    `select u.user_no as no, x.kind, x.signal, sum(x.n)::int as n from (
       select l.user_id, false as signal, 1 as n,
         l.action || coalesce(' colour=' || lower(l.details ->> 'colour'), '') as kind
       from ${s}.user_activity_logs l left join ${s}.activity_pending p using (user_id, created_at, event_id)
       where p.user_id is null
       union all select user_id, true, n, signal from ${s}.user_signals) x
     join ${s}.users u on u.id = x.user_id group by 1, 2, 3`,
  );
  for (const { no, kind, n, signal } of rows) count(no, kind, n, signal);
  const { rows: kinds } = await client.query<{ no: number; name: string }>(
    `select no, case when signal <> '' then signal
       else action || coalesce(' colour=' || lower(details ->> 'colour'), '') end as name from ${s}.activity_kinds`,
  );
  const names = new Map(kinds.map(({ no, name }) => [no, name]));
  for await (const some of storedBlocks(db, client, 'chronicle_kept'))
    for (const { data, start } of some)
      for (const [lane, each] of Object.entries(decodeBlock(data, start)))
        for (let i = 0; i < each.length; i++)
          count(each.users[i]!, names.get(each.kinds[i]!)!, each.counts?.[i] ?? 1, lane === 'signals');
  return { byUser: byUser!, totals: totals!, internal: internal!, people: people.size };
}

/** The catalogue's counters, said once more. */
function countersOf(byUser: Sums): Sums {
  const sums: Sums = new Map();
  for (const [key, n] of byUser) {
    const [no, kind] = key.split(' · ') as [string, string];
    if (kind.startsWith('sold')) add(sums, `${no} · sales`, n);
    if (kind === 'sold colour=red') add(sums, `${no} · red`, n);
    if (kind === 'viewed') add(sums, `${no} · views`, n);
    if (kind === 'api_call') add(sums, `${no} · calls`, n);
  }
  return sums;
}

async function statsOf(db: Database, client: pg.PoolClient): Promise<Sums> {
  const { rows } = await client.query<{ key: string; n: number }>(
    `select u.user_no || ' · ' || c.name as key, c.n from ${db.s}.user_usage_stats t
     join ${db.s}.users u on u.id = t.user_id
     cross join lateral (values ('sales', sales), ('red', red), ('views', views), ('calls', calls)) as c(name, n)`,
  );
  return new Map(rows.map(({ key, n }) => [key, n]));
}
