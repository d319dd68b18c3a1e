import { type CatalogueInput, countingOf, snake, type Term, termSql } from '../catalogue/index.ts';
import type { SignalName } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { HOUR, MINUTE } from '../db/milliseconds.ts';
import { outdating, sharesLock } from '../store/lock.ts';
import { createKnownKinds } from './known-kinds.ts';
import { createGuard } from './known-users.ts';
import type { Tombstones } from './tombstones.ts';

/** A row of `user_signals`. All of it but `n` is its key: written again, it counts nothing twice. */
export interface SignalRow {
  readonly userId: string;
  readonly signal: SignalName;
  /** Milliseconds since 1970. */
  readonly hour: number;
  readonly n: number;
  /** UUID of what counted it. */
  readonly writer: string;
  readonly sequence: number;
}

/** Who writes minutes of presence: nobody in particular, so that a minute is one row whoever tells of it. */
const ANYBODY = '00000000-0000-0000-0000-000000000000';

/** The one row of a minute in which a user was present, whichever processes and requests tell of it. */
export function presenceRow(userId: string, at: number): SignalRow {
  const hour = hourOf(at);
  const sequence = Math.floor((at - hour) / MINUTE);
  return { userId, signal: 'presence_minute', hour, n: 1, writer: ANYBODY, sequence };
}

export const hourOf = (at: number): number => Math.floor(at / HOUR) * HOUR;

/** What became of rows that are neither new nor there already. */
export interface WrittenSignals {
  /** Users who were erased; nothing of theirs is kept. */
  readonly erased: ReadonlySet<string>;
  /** Rows whose key is there with another count. */
  readonly clashing: ReadonlySet<SignalRow>;
}

/** Writes signals, their users and the lifetime counters that they feed, in one commit. */
export function createSignalWriter(db: Database, c: CatalogueInput, tombstones?: Tombstones) {
  const kinds = createKnownKinds(db, c);
  const readGuard = createGuard(db, c);
  const counters = [...countingOf(c).counters].filter(([, { signal }]) => signal !== null);
  const sql = statement(db.s, counters);

  return {
    /** Signals that counters of the catalogue are fed by. */
    counted: new Set(counters.map(([, { signal }]) => signal)) as ReadonlySet<string | null>,

    /**
     * Again where the guard moved between reading it and writing.
     *
     * @throws whatever the database says; the same rows can be written again
     */
    async write(rows: readonly SignalRow[]): Promise<WrittenSignals> {
      await kinds.loadSignals(new Set(rows.map(({ signal }) => signal)));
      for (;;) {
        const { epoch, erased: anyErased } = await readGuard();
        const erased = anyErased ? await erasedAmong(rows) : new Set<string>();
        const kept = rows.filter(({ userId }) => !erased.has(userId));
        const { rows: done } = await db.pool.query<{ guarded: boolean; clashing: number[] }>(sql, [
          kept.map((r) => r.userId),
          kept.map((r) => new Date(r.hour)),
          kept.map((r) => r.signal),
          kept.map((r) => r.n),
          kept.map((r) => r.writer),
          kept.map((r) => r.sequence),
          epoch,
        ]);
        if (!done[0]?.guarded) continue;
        await noteLate(rows.filter(({ userId }) => erased.has(userId)));
        return { erased, clashing: new Set(done[0].clashing.map((at) => kept[at - 1]!)) };
      }
    },
  };

  async function noteLate(late: readonly SignalRow[]): Promise<void> {
    const counts = new Map<string, number>();
    for (const { userId, n } of late) counts.set(userId, (counts.get(userId) ?? 0) + n);
    await tombstones?.noteLate(counts);
  }

  /** Only users without a row can have been erased. */
  async function erasedAmong(signals: readonly SignalRow[]): Promise<ReadonlySet<string>> {
    if (!tombstones) return new Set();
    const { rows } = await db.pool.query<{ id: string }>(
      `select i.id from unnest($1::text[]) i(id) where not exists (select 1 from ${db.s}.users u where u.id = i.id)`,
      [[...new Set(signals.map(({ userId }) => userId))]],
    );
    return new Set((await tombstones.among(rows.map((row) => row.id))).keys());
  }
}

export type SignalWriter = ReturnType<typeof createSignalWriter>;

/**
 * Signals and lifetime counters in one commit, counted only from the rows that were new. Users seen
 * by a signal alone become stubs. Rows are locked in byte order of their key, as every writer does.
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
  select i.* from guard,
    unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::uuid[], $6::bigint[])
      with ordinality as i(user_id, hour, signal, n, writer, sequence, at)
), people as (
  insert into ${s}.users (id) select user_id from (select distinct user_id from input) i
  where not exists (select 1 from ${s}.users u where u.id = i.user_id)
  order by user_id collate "C" on conflict (id) do nothing
), new as (
  insert into ${s}.user_signals (user_id, hour, signal, writer, sequence, n)
  select user_id, hour, signal, writer, sequence, n from input
  order by user_id collate "C", hour, signal collate "C", writer, sequence on conflict do nothing
  returning user_id, hour, signal, n
), stats as (
  insert into ${s}.user_usage_stats as t (user_id, ${stats.join(', ')})
  select user_id, ${stats.map((_, i) => `c${i}`).join(', ')}
  from (select user_id, ${sums.join(', ')} from new group by 1) x order by user_id collate "C"
  on conflict (user_id) do update set ${stats.map((x) => `${x} = t.${x} + excluded.${x}`).join(', ')}
), outdated as (${outdating(s, 'array(select distinct hour from new order by 1)')})
select exists (select 1 from guard) and ${sharesLock(s)} as guarded,
  array(select i.at::int from input i join ${s}.user_signals t using (user_id, hour, signal, writer, sequence)
        where t.n <> i.n order by 1) as clashing`;
}
