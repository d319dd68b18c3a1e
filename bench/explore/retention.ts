import type { Cohorts } from '../../src/contract/index.ts';
import { cellsOf, dateAgo, type Question, sorted } from './question.ts';

export function retentionOf(weeks: number, goal: number): Question {
  const thisWeek = (new Date(dateAgo(0)).getUTCDay() + 6) % 7;
  const first = dateAgo(thisWeek + (weeks - 1) * 7);
  return {
    what: `retention by week, ${weeks} weeks`,
    goal,
    path: `/explore/retention?startDate=${first}&endDate=${dateAgo(0)}&timezone=UTC&interval=week&periods=${weeks}`,
    sql: sqlOf(first),
    ours: (answer) =>
      sorted(
        (answer as Cohorts).cohorts.flatMap(({ day, size, cells }) =>
          [size!, ...cells.map(({ count }) => count!)].map((n, i): [string, number] => [`${day} ${i}`, n]),
        ),
      ),
    theirs: cellsOf,
  };
}

/** By the week of the first activity and weeks after it: how many were there. */
const sqlOf = (first: string): string => `
  with began as (
    select user_id, cast(date_trunc('week', min(created_at)) as date) as week from log group by user_id
  ), there as (
    select distinct user_id, cast(date_trunc('week', created_at) as date) as week from log
  )
  select cast(b.week as varchar), (t.week - b.week) // 7, count(*)
  from began b join there t using (user_id) where b.week >= date '${first}' group by 1, 2`;
