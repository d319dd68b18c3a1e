import { randomUUID } from 'node:crypto';
import { type CatalogueInput, countingOf, snake, type Term, termSql } from '../catalogue/index.ts';
import { type Id, readId } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { HOUR } from '../db/milliseconds.ts';
import { outdating, sharesLock } from '../store/lock.ts';
import { createKnownKinds } from './known-kinds.ts';
import { GUARD, type Guard } from './known-users.ts';
import type { Tombstones } from './tombstones.ts';

interface Signal {
  readonly userId: string;
  readonly signal: string;
  readonly hour: number;
  n: number;
}

/** What is written at once. Sent again under the same sequence, it counts nothing twice. */
interface Parcel {
  readonly sequence: number;
  readonly signals: readonly Signal[];
}

/**
 * Counts without a log row: API calls, minutes of presence. Gathered in memory and written every few
 * seconds as rows of `user_signals`, from which the counters can be recounted. A kill loses at most the
 * counts since the last flush. What is no user's id counts for nobody: it has no log to be set aside in.
 */
export function createSignals(db: Database, c: CatalogueInput, now: () => number, tombstones?: Tombstones) {
  const writer = randomUUID();
  const kinds = createKnownKinds(db, c);
  const counters = [...countingOf(c).counters].filter(([, { signal }]) => signal !== null);
  const counted = new Set(counters.map(([, { signal }]) => signal));
  let sequence = 0;
  let gathered = new Map<string, Signal>();
  /** One at most: what comes while it can not be written is added up, so that memory stays bounded. */
  let unsent: Parcel | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const presentAt = new Map<string, number>();

  function add(userId: string, signal: string): void {
    const hour = Math.floor(now() / HOUR) * HOUR;
    const key = `${hour} ${signal} ${userId}`;
    const found = gathered.get(key);
    if (found) found.n++;
    else gathered.set(key, { userId, signal, hour, n: 1 });
  }

  /** Writes a parcel; again where the guard moved between reading it and writing. */
  async function send({ sequence: number, signals: all }: Parcel): Promise<void> {
    await kinds.loadSignals(new Set(all.map(({ signal }) => signal)));
    for (;;) {
      const { rows } = await db.pool.query<Guard>(GUARD(db.s));
      const { epoch, erased: anyErased } = rows[0]!;
      const erased = anyErased ? await erasedAmong(all) : new Map<string, string>();
      const signals = all.filter(({ userId }) => !erased.has(userId));
      const { rows: done } = await db.pool.query<{ guarded: boolean }>(statement(db.s, counters), [
        signals.map((r) => r.userId),
        signals.map((r) => new Date(r.hour)),
        signals.map((r) => r.signal),
        signals.map((r) => r.n),
        writer,
        number,
        epoch,
      ]);
      if (!done[0]?.guarded) continue;
      const late = new Map<string, number>();
      for (const { userId, n } of all) if (erased.has(userId)) late.set(userId, (late.get(userId) ?? 0) + n);
      await tombstones?.noteLate(late);
      return;
    }
  }

  /** The one that is left from before, then what was gathered since. */
  async function write(): Promise<void> {
    if (unsent) await send(unsent);
    unsent = undefined;
    if (gathered.size === 0) return;
    const signals = [...gathered.keys()].sort().map((key) => gathered.get(key)!);
    unsent = { sequence: ++sequence, signals };
    gathered = new Map();
    await send(unsent);
    unsent = undefined;
  }

  /** Only users without a row can have been erased. */
  async function erasedAmong(signals: readonly Signal[]): Promise<Map<string, string>> {
    if (!tombstones) return new Map();
    const { rows } = await db.pool.query<{ id: string }>(
      `select i.id from unnest($1::text[]) i(id) where not exists (select from ${db.s}.users u where u.id = i.id)`,
      [[...new Set(signals.map(({ userId }) => userId))]],
    );
    return tombstones.among(rows.map((row) => row.id));
  }

  return {
    /** One API call by a user. */
    apiCall(given: Id): void {
      const userId = readId(given);
      if (typeof userId === 'string' && counted.has('api_call')) add(userId, 'api_call');
    },

    /** The user is present now; the same minute counts once. */
    present(given: Id): void {
      const userId = readId(given);
      if (typeof userId !== 'string' || !counted.has('presence_minute')) return;
      const minute = Math.floor(now() / 60_000);
      if (presentAt.get(userId) === minute) return;
      if (presentAt.size > 100_000) presentAt.clear();
      presentAt.set(userId, minute);
      add(userId, 'presence_minute');
    },

    /** Writes what was gathered; what could not be written is kept for the next time. */
    flush(): Promise<void> {
      const mine = last.then(write);
      last = mine.catch(() => {});
      return mine;
    },
  };
}

export type Signals = ReturnType<typeof createSignals>;

/**
 * Signals and lifetime counters in one commit, counted only from the rows that were new. Users seen
 * by a signal alone become stubs. Rows are locked in byte order of the user id, as every writer does.
 */
function statement(s: string, counters: [string, Term][]): string {
  const sums = counters.map(
    ([, term], i) => `coalesce(sum(n) filter (where ${termSql(term, () => '')}), 0)::int as c${i}`,
  );
  const stats = counters.map(([name]) => snake(name));
  return `
with guard as materialized (
  select 1 from ${s}.write_guard where id = 1 and epoch = $7::bigint
), input as materialized (
  select i.* from guard, unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[]) as i(user_id, hour, signal, n)
), people as (
  insert into ${s}.users (id) select user_id from (select distinct user_id from input) i
  where not exists (select from ${s}.users u where u.id = i.user_id)
  order by user_id collate "C" on conflict (id) do nothing
), new as (
  insert into ${s}.user_signals (user_id, hour, signal, writer, sequence, n)
  select user_id, hour, signal, $5::uuid, $6::bigint, n from input on conflict do nothing
  returning user_id, hour, signal, n
), stats as (
  insert into ${s}.user_usage_stats as t (user_id, ${stats.join(', ')})
  select user_id, ${stats.map((_, i) => `c${i}`).join(', ')}
  from (select user_id, ${sums.join(', ')} from new group by 1) x order by user_id collate "C"
  on conflict (user_id) do update set ${stats.map((x) => `${x} = t.${x} + excluded.${x}`).join(', ')}
), outdated as (${outdating(s, 'array(select distinct hour from new order by 1)')})
select exists (select from guard) and ${sharesLock(s)} as guarded`;
}
