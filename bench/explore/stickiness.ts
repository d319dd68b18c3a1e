import type { Stickiness } from '../../src/contract/index.ts';
import { type Cell, cellsOf, FEATURE, type Question, since, sorted } from './question.ts';

const [WEEK, MONTH] = [7, 28];

export const stickinessOf = (days: number): Question => ({
  what: `stickiness by day, week and month, and by feature, ${days} days`,
  goal: null,
  path: `/explore/stickiness?period=${days}days&timezone=UTC&of=${WEEK}`,
  sql: sqlOf(days),
  ours(answer) {
    const { days, windows, features } = answer as Stickiness;
    const spread = (what: string, on: readonly (number | null)[]) =>
      on.map((n, i): Cell => [`${what} ${i + 1}`, n!]);
    return sorted([
      ...days.flatMap(({ day, daily, weekly, monthly }): Cell[] => [
        [`days ${day} 1`, daily!],
        [`days ${day} ${WEEK}`, weekly!],
        [`days ${day} ${MONTH}`, monthly!],
      ]),
      ...windows.flatMap(({ last, on }) => spread(`window ${last}`, on)),
      ...features.flatMap(({ feature, on }) => spread(`feature ${feature}`, on)),
    ]);
  },
  theirs: cellsOf,
});

function sqlOf(days: number): string {
  const today = `cast(${since(1)} as date)`;
  const told = (first: string) =>
    `select cast(unnest(generate_series(cast(${first} as date), ${today}, interval 1 day)) as date) as d`;
  const active = (length: number) => `
    select 'days', cast(days.d as varchar), ${length}, count(distinct there.user_id)
    from days join there on there.d > days.d - ${length} and there.d <= days.d group by days.d`;
  return `
    with log_of as (
      select user_id, cast(created_at as date) as d, ${FEATURE} as feature from log
      where created_at >= ${since(days + MONTH - 1)}
    ), there as (select distinct user_id, d from log_of), days as (${told(since(days))}),
    in_windows as (
      select user_id, ${today} - cast((${today} - d) // ${WEEK} * ${WEEK} as integer) as last, count(*) as n from there
      where d > ${today} - ${Math.floor(days / WEEK) * WEEK} group by 1, 2
    ), by_feature as (
      select user_id, feature, count(distinct d) as n from log_of where d > ${today} - ${WEEK} group by 1, 2
    )
    ${[1, WEEK, MONTH].map(active).join(' union all ')}
    union all select 'window', cast(last as varchar), n, count(*) from in_windows group by last, n
    union all select 'feature', feature, n, count(*) from by_feature group by feature, n`;
}
