import { randomUUID } from 'node:crypto';
import { type CatalogueInput, snake } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { dayFinder } from '../db/days.ts';

const HOUR = 3_600_000;

/**
 * Counts without a log row: API calls, minutes of presence. Gathered in memory and written every few
 * seconds as rows of `user_signals`, from which the counters can be recounted. A kill loses at most the
 * counts since the last flush.
 */
export function createSignals(db: Database, c: CatalogueInput, zone: string, now: () => number) {
  const writer = randomUUID();
  let sequence = 0;
  let counts = new Map<string, { userId: string; signal: string; hour: number; n: number }>();
  const presentAt = new Map<string, number>();
  const find = dayFinder(zone);
  const counters = Object.entries(c.counters).filter(([, def]) => def.signal);

  function add(userId: string, signal: string): void {
    const hour = Math.floor(now() / HOUR) * HOUR;
    const key = `${hour} ${signal} ${userId}`;
    const found = counts.get(key);
    if (found) found.n++;
    else counts.set(key, { userId, signal, hour, n: 1 });
  }

  return {
    /** One API call by a user. */
    apiCall: (userId: string) => add(userId, 'api_call'),

    /** The user is present now; the same minute counts once. */
    present(userId: string): void {
      const minute = Math.floor(now() / 60_000);
      if (presentAt.get(userId) === minute) return;
      if (presentAt.size > 100_000) presentAt.clear();
      presentAt.set(userId, minute);
      add(userId, 'presence_minute');
    },

    /** Writes what was gathered; on failure it is kept for the next time. */
    async flush(): Promise<void> {
      if (counts.size === 0) return;
      const taken = counts;
      counts = new Map();
      const rows = [...taken.keys()].sort().map((key) => taken.get(key)!);
      try {
        await db.pool.query(statement(db.s, counters), [
          rows.map((r) => r.userId),
          rows.map((r) => new Date(r.hour)),
          rows.map((r) => r.signal),
          rows.map((r) => r.n),
          rows.map((r) => find(r.hour).day),
          writer,
          ++sequence,
        ]);
      } catch (error) {
        for (const [key, lost] of taken) {
          const found = counts.get(key);
          if (found) found.n += lost.n;
          else counts.set(key, lost);
        }
        throw error;
      }
    },
  };
}

export type Signals = ReturnType<typeof createSignals>;

/** Signals, lifetime counters and days in one commit; users only seen by a signal become stubs. */
function statement(s: string, counters: [string, { signal?: string }][]): string {
  const sums = counters.map(
    ([, def], i) => `coalesce(sum(n) filter (where signal = '${def.signal}'), 0)::int as c${i}`,
  );
  const stats = counters.map(([name]) => snake(name));
  const days = counters.map(([name]) => `k_${snake(name)}`);
  return `
with guard as materialized (
  select 1 from ${s}.write_guard where id = 1 for share
), input as materialized (
  select i.* from guard, unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::date[])
    as i(user_id, hour, signal, n, day)
), people as (
  insert into ${s}.users (id) select distinct user_id from input order by 1 on conflict (id) do nothing
), new as (
  insert into ${s}.user_signals (user_id, hour, signal, writer, sequence, n)
  select user_id, hour, signal, $6::uuid, $7::bigint, n from input on conflict do nothing
), stats as (
  insert into ${s}.user_usage_stats as t (user_id, ${stats.join(', ')})
  select user_id, ${stats.map((_, i) => `c${i}`).join(', ')}
  from (select user_id, ${sums.join(', ')} from input group by 1) x order by user_id
  on conflict (user_id) do update set ${stats.map((x) => `${x} = t.${x} + excluded.${x}`).join(', ')}
)
insert into ${s}.user_daily_stats as t (day, user_id, activities, ${days.join(', ')})
select day, user_id, 0, ${days.map((_, i) => `nullif(c${i}, 0)`).join(', ')}
from (select day, user_id, ${sums.join(', ')} from input group by 1, 2) x order by day, user_id
on conflict (day, user_id) do update set
  ${days.map((x) => `${x} = coalesce(t.${x} + excluded.${x}, t.${x}, excluded.${x})`).join(', ')}`;
}
