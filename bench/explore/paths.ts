import type { Paths } from '../../src/contract/index.ts';
import { type Question, since, sorted } from './question.ts';

const ANCHOR = 'session_created';
const STEPS = 3;

export const pathsOf = (days: number, goal: number): Question => ({
  what: `paths of ${STEPS} steps, ${days} days`,
  goal,
  path: `/explore/paths?period=${days}days&timezone=UTC&anchor=${ANCHOR}&steps=${STEPS}&most=20`,
  sql: sqlOf(days),
  ours: (answer) =>
    sorted(
      (answer as Paths).nodes
        .filter(({ path }) => path.length > 0)
        .map(({ path, count }) => [path.join(';'), count!]),
    ),
  theirs(rows) {
    const counts = new Map<string, number>();
    for (const [path, n] of rows) {
      const steps = String(path).split(';');
      for (const [i] of steps.entries()) {
        const way = steps.slice(0, i + 1).join(';');
        counts.set(way, (counts.get(way) ?? 0) + Number(n));
      }
    }
    return sorted([...counts]);
  },
});

/** Of each person the first anchor, and what follows it in the same visit, repeats folded. */
const sqlOf = (days: number): string => `
  with l as (
    select user_id, created_at as t, action, row_number() over w as n,
      lag(created_at) over w as earlier, lag(action) over w as prior
    from log where created_at >= ${since(days)}
    window w as (partition by user_id order by created_at, action <> '${ANCHOR}', action)
  ), v as (
    select user_id, t, action, n, earlier is null or t - earlier > interval 30 minute as starts, prior from l
  ), r as (
    select user_id, t, action, n, starts or action <> prior as is_new,
      sum(starts::int) over (partition by user_id order by n) as visit from v
  ), f as (
    select user_id, min(n) as n, min_by(visit, n) as visit, min(t) as began from r
    where action = '${ANCHOR}' group by user_id
  ), s as (
    select r.user_id, r.action, row_number() over (partition by r.user_id order by r.n) as i
    from r join f on f.user_id = r.user_id and f.visit = r.visit and r.n > f.n
    where r.is_new and r.t - f.began <= interval 1 day
  ), p as (
    select user_id, string_agg(action, ';' order by i) as path from s where i <= ${STEPS} group by user_id
  )
  select path, count(*) from p group by path`;
