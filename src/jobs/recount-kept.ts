import type pg from 'pg';
import { type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { MARKERS } from '../db/erased.ts';
import { openBlock } from '../store/block.ts';
import { type Kind, loadKinds } from '../store/kinds.ts';
import { decoded, visitRows } from '../store/lane.ts';
import { type StoredBlock, storedBlocks } from '../store/rewrite.ts';
import { storeOf } from '../store/store.ts';

/**
 * Makes `recount_kept`: what the log no longer holds of users, by kind, as log and signals would tell it. What is
 * kept of erased users counts for nobody, and is left out.
 *
 * @param of the condition on a row that limits the recount to some users
 * @returns rows of `chronicle_kept` that are damaged; they are left out
 */
export async function loadKept(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  of: (row: string) => string,
): Promise<number[]> {
  const { kinds } = storeOf(db);
  await loadKinds(db, client, kinds);
  await createKinds(client, c, kinds.list);
  await client.query(
    'create temp table recount_numbers (user_no int, kind int, n bigint, first timestamptz, last timestamptz) on commit drop',
  );
  const damaged: number[] = [];
  for await (const some of storedBlocks(db, client, 'chronicle_kept')) {
    damaged.push(...some.filter(({ sound }) => !sound).map(({ id }) => id));
    await add(client, sumsOf(some.filter(({ sound }) => sound)));
  }
  await client.query('analyze recount_numbers');
  await client.query(
    `create temp table recount_kept on commit drop as
     select x.* from (
       select u.id as user_id, k.action, k.signal, ${Object.keys(c.breakdowns)
         .map((_, i) => `k.f${i}, `)
         .join('')} sum(r.n) as n,
         case when k.signal is null then min(r.first) end as first, case when k.signal is null then max(r.last) end as last
       from recount_numbers r join recount_kinds k on k.no = r.kind
       join ${db.s}.users u on u.user_no = r.user_no and u.id <> all ($1::text[])
       where not exists (select 1 from ${db.s}.erased_numbers e where e.no = r.user_no)
       group by 1, 2, 3${Object.keys(c.breakdowns)
         .map((_, i) => `, ${i + 4}`)
         .join('')}) x
     where ${of('x')}`,
    [MARKERS],
  );
  return damaged;
}

async function createKinds(client: pg.PoolClient, c: CatalogueInput, kinds: readonly Kind[]): Promise<void> {
  const names = Object.keys(c.breakdowns);
  const columns = ['no int', 'action text', 'signal text', ...names.map((_, i) => `f${i} text`)];
  await client.query(`create temp table recount_kinds (${columns.join(', ')}) on commit drop`);
  const folded = (kind: Kind, name: string) => {
    const value = kind.values.get(name);
    return value === undefined ? null : fold(value);
  };
  await client.query(
    `insert into recount_kinds select * from unnest(${columns.map((x, i) => `$${i + 1}::${x.split(' ')[1]}[]`).join(', ')})`,
    [
      kinds.map(({ no }) => no),
      kinds.map(({ action }) => action || null),
      kinds.map(({ signal }) => signal || null),
      ...names.map((name) => kinds.map((kind) => folded(kind, name))),
    ],
  );
}

interface Sum {
  readonly no: number;
  readonly kind: number;
  n: number;
  first: number;
  last: number;
}

function sumsOf(blocks: readonly StoredBlock[]): Sum[] {
  const sums = new Map<string, Sum>();
  const into = decoded();
  for (const { data, start } of blocks) {
    const open = openBlock(data);
    const visit = (no: number, length: number) => {
      for (let i = 0; i < length; i++) {
        const [kind, n, at] = [open.kinds[into.kinds[i]!]!, into.counts[i]!, into.at[i]!];
        const found = sums.get(`${no} ${kind}`);
        if (!found) sums.set(`${no} ${kind}`, { no, kind, n, first: at, last: at });
        else {
          found.n += n;
          found.first = Math.min(found.first, at);
          found.last = Math.max(found.last, at);
        }
      }
    };
    for (const lane of [open.activities, open.signals]) visitRows(lane, start, () => true, into, visit);
  }
  return [...sums.values()];
}

async function add(client: pg.PoolClient, sums: readonly Sum[]): Promise<void> {
  const instants = (pick: (sum: Sum) => number) => sums.map((sum) => new Date(pick(sum)).toISOString());
  await client.query(
    'insert into recount_numbers select * from unnest($1::int[], $2::int[], $3::bigint[], $4::timestamptz[], $5::timestamptz[])',
    [
      sums.map(({ no }) => no),
      sums.map(({ kind }) => kind),
      sums.map(({ n }) => n),
      instants(({ first }) => first),
      instants(({ last }) => last),
    ],
  );
}
