import type { z } from 'zod';
import { Identity as IdentityFields } from '../contract/index.ts';
import { type Database, type Queryable, transaction } from '../db/connect.ts';
import { bumpCacheEpoch } from '../db/meta.ts';
import { takeTime } from '../db/silence.ts';
import { lockChronicle } from '../store/lock.ts';
import { retotal } from '../store/retotal.ts';
import type { Stretch } from '../store/stretch.ts';
import { type Checked, checkFact, type FactOutcome } from './check-fact.ts';
import { holdsEpoch, readElsewhere, writeEach } from './facts.ts';
import { countsOf, type Tombstones, writeUnerased } from './tombstones.ts';

/** The columns that an identity may set, by field. */
const COLUMNS = {
  email: ['email', 'text'],
  name: ['name', 'text'],
  avatarUrl: ['avatar_url', 'text'],
  role: ['role', 'text'],
  createdAt: ['created_at', 'timestamptz'],
  deletedAt: ['deleted_at', 'timestamptz'],
} as const;

/** An identity as it was read. */
type Identity = z.output<typeof IdentityFields>;

/**
 * Records users: one outcome for each, in order; never rejects. A field left out keeps its value, null
 * clears it. Marking a user internal (or no longer) changes what every report counts in the same commit. Where
 * users are mapped, only `internal` is ours to tell, and only where the mapping doesn't.
 */
export async function identifyUsers(
  db: Database,
  inputs: readonly unknown[],
  tombstones?: Tombstones,
): Promise<FactOutcome[]> {
  const checked = inputs.map((input) => refuseMapped(db, checkFact(IdentityFields, input)));
  const users = new Map<string, Identity>();
  for (const each of checked)
    if (each.ok) users.set(each.value.userId, { ...users.get(each.value.userId), ...each.value });
  const all = [...users.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const write = async (some: readonly Identity[]) => {
    const ids = some.map((user) => user.userId);
    const erased = await writeUnerased(db, tombstones, ids, (found, epoch) =>
      transaction(db, async (client) => {
        if (!(await holdsEpoch(db, client, epoch))) return false;
        await upsert(
          db,
          client,
          some.filter((user) => !found.has(user.userId)),
        );
        return true;
      }),
    );
    const known = some.filter((user) => !erased.has(user.userId));
    if ((await flagsToChange(db, db.pool, known)).length > 0) await changeFlags(db, known);
    await tombstones?.noteLate(countsOf(erased.keys()));
    return new Map(
      some.map((user): [Identity, FactOutcome] => [
        user,
        { outcome: erased.has(user.userId) ? 'erased' : 'recorded' },
      ]),
    );
  };
  const written = await writeEach(all, write);
  return checked.map((each) => (each.ok ? written.get(users.get(each.value.userId)!)! : each.outcome));
}

function refuseMapped(db: Database, checked: Checked<Identity>): Checked<Identity> {
  const { mapped, tellsInternal } = db.relations.users;
  if (!mapped || !checked.ok) return checked;
  const { userId: _, internal, ...profile } = checked.value;
  const told = Object.values(profile).some((value) => value !== undefined);
  return told || (internal !== undefined && tellsInternal)
    ? { ok: false, outcome: readElsewhere('users') }
    : checked;
}

/** One statement for each set of fields given, so that what is left out isn't touched. */
async function upsert(db: Database, client: Queryable, users: readonly Identity[]): Promise<void> {
  const groups = new Map<string, Identity[]>();
  for (const user of users) {
    const given = Object.keys(COLUMNS).filter((field) => user[field as keyof Identity] !== undefined);
    const group = groups.get(given.join());
    if (group) group.push(user);
    else groups.set(given.join(), [user]);
  }
  for (const [key, group] of groups) {
    const fields = (key === '' ? [] : key.split(',')) as (keyof typeof COLUMNS)[];
    const names = fields.map((field) => COLUMNS[field][0]);
    const sets = names.map((name) => `${name} = excluded.${name}`);
    const given = ['id', ...names].join(', ');
    const types = ['text', ...fields.map((f) => COLUMNS[f][1])].map((t, i) => `$${i + 1}::${t}[]`).join(', ');
    const known = [...names.map((name) => `${name} = i.${name}`), 'identified = true', 'updated_at = i.now'];
    // Updated first, inserted only where missing: a conflict would use up a number of `user_no`.
    await client.query(
      `with i as (
         select i.*, true as identified, $${fields.length + 2}::timestamptz as now from unnest(${types}) i(${given})
       ), known as (
         update ${db.s}.users t set ${known.join(', ')} from i where t.id = i.id returning t.id
       )
       insert into ${db.s}.users as t (${given}, identified, updated_at)
       select * from i where not exists (select 1 from known where known.id = i.id)
       on conflict (id) do update set ${[...sets, 'identified = true', 'updated_at = excluded.updated_at'].join(', ')}`,
      [group.map((u) => u.userId), ...fields.map((field) => group.map((u) => u[field] ?? null)), new Date()],
    );
  }
}

type Flagged = Pick<Identity, 'userId' | 'internal'>;

/** Users whose `internal` is told and differs from what is stored. */
async function flagsToChange(db: Database, client: Queryable, users: readonly Flagged[]): Promise<Flagged[]> {
  const told = users.filter((user) => user.internal !== undefined);
  if (told.length === 0) return [];
  const { rows } = await client.query<{ id: string; internal: boolean }>(
    `select id, internal from ${db.s}.users where id = any($1::text[])`,
    [told.map((user) => user.userId)],
  );
  const stored = new Map(rows.map((row) => [row.id, row.internal]));
  return told.filter((user) => user.internal !== stored.get(user.userId));
}

/**
 * Marks users internal, or no longer, and makes the totals of blocks and of what is kept say so. Writers wait
 * for it, and read the flags anew.
 */
export async function changeFlags(db: Database, users: readonly Flagged[]): Promise<void> {
  await transaction(db, async (client) => {
    takeTime(client, 10);
    await lockChronicle(db, client);
    const changed = await flagsToChange(db, client, users);
    if (changed.length === 0) return;
    await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
    for (const internal of [true, false]) {
      const ids = changed.filter((user) => user.internal === internal).map((user) => user.userId);
      if (ids.length === 0) continue;
      const { rows } = await client.query<{ no: number }>(
        `update ${db.s}.users set internal = $2 where id = any($1::text[]) returning user_no as no`,
        [ids, internal],
      );
      const numbers = new Set(rows.map(({ no }) => no));
      const during = await activeDuring(db, client, ids);
      await retotal(db, client, numbers, internal ? 'internal' : 'external', during);
    }
    await bumpCacheEpoch(db, client);
  });
}

/** From the first of what users did, or of their signals, to the last; null where nothing tells. */
async function activeDuring(
  db: Database,
  client: Queryable,
  ids: readonly string[],
): Promise<Stretch | null> {
  const { rows } = await client.query<{ first: Date | null; last: Date | null }>(
    `select min(least(u.first_seen_at, s.first_activity_at, x.first)) as first,
       max(greatest(s.last_activity_at, x.last)) as last
     from ${db.s}.users u
     left join ${db.s}.user_usage_stats s on s.user_id = u.id
     left join (select user_id, min(hour) as first, max(hour) as last
       from ${db.s}.user_signals where user_id = any($1::text[]) group by 1) x on x.user_id = u.id
     where u.id = any($1::text[])`,
    [ids],
  );
  const { first, last } = rows[0]!;
  return first && last ? { start: first.getTime(), end: last.getTime() + 1 } : null;
}
