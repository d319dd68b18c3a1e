import type { Lifecycle } from '../../src/contract/index.ts';
import { type Question, since } from './question.ts';

/** A zone, and how many minutes it is ahead. */
type Zone = readonly [name: string, ahead: number];
const UTC: Zone = ['UTC', 0];
export const KATHMANDU: Zone = ['Asia/Kathmandu', 345];

export const lifecycleOf = (days: number, goal: number, [zone, ahead] = UTC): Question => ({
  what: `lifecycle by day, ${days} days, ${zone}`,
  goal,
  path: `/explore/lifecycle?period=${days}days&timezone=${zone}&interval=day`,
  sql: sqlOf(days, ahead),
  ours: (answer) =>
    (answer as Lifecycle).periods.map((each) => [each.new, each.returning, each.resurrected, each.dormant]),
  theirs: (rows) => rows.map((row) => row.map(Number)),
});

/** Of each day who is new, there again, back and there no more. */
function sqlOf(days: number, ahead: number): string {
  const from = `cast(${since(days, ahead)} as date)`;
  return `with there as (select distinct user_id, cast(created_at + interval ${ahead} minute as date) as d from log),
    ever as (select user_id, min(d) as first from there group by user_id),
    told as (
      select a.d, count(*) filter (where e.first = a.d) as new, count(b.user_id) as again,
        count(*) filter (where e.first < a.d and b.user_id is null) as back
      from there a join ever e using (user_id)
      left join there b on b.user_id = a.user_id and b.d = a.d - 1 where a.d >= ${from} group by a.d),
    gone as (
      select a.d + 1 as d, count(*) as gone from there a
      where not exists (select 1 from there b where b.user_id = a.user_id and b.d = a.d + 1) group by a.d)
    select coalesce(new, 0), coalesce(again, 0), coalesce(back, 0), coalesce(gone, 0)
    from (select cast(unnest(generate_series(${from}, ${from} + ${days - 1}, interval 1 day)) as date) as d)
    left join told using (d) left join gone using (d) order by d`;
}
