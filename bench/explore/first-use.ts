import type { FirstUse } from '../../src/contract/index.ts';
import { type Cell, cellsOf, FEATURE, type Question, since, sorted } from './question.ts';

const FIRST_DAYS = 7;
/** What everybody does on the way in, which is nobody's first use. */
const ENTRY = 'account';

export const firstUseOf = (days: number): Question => ({
  what: `first use by feature, ${days} days`,
  goal: null,
  path: `/explore/first-use?period=${days}days&timezone=UTC&days=${FIRST_DAYS}`,
  sql: sqlOf(days),
  ours(answer) {
    const { total, groups } = answer as FirstUse;
    const states = (what: string, of: FirstUse['total']) =>
      (['stayed', 'left', 'open'] as const).map((state): Cell => [`${what} ${state}`, of[state]!]);
    return sorted([
      ...states('all all', total),
      ...groups.flatMap(({ key, first, used }) => [
        ...states(`first ${key}`, first),
        ...states(`used ${key}`, used),
      ]),
    ]);
  },
  theirs: cellsOf,
});

const sqlOf = (days: number): string => `
  with began as (
    select user_id, cast(min(created_at) as date) as d, max(created_at) as last from log group by user_id
  ), beginners as (
    select user_id, d, case when d + ${FIRST_DAYS} >= cast(${since(1)} as date) then 'open'
      when last >= d + ${FIRST_DAYS} then 'stayed' else 'left' end as state
    from began where d >= ${since(days)}
  ), used as (
    select user_id, b.state, ${FEATURE} as feature, min(l.created_at) as t
    from log l join beginners b using (user_id)
    where l.created_at < b.d + ${FIRST_DAYS} and feature <> '${ENTRY}' group by all
  ), told as (
    select 'used' as use, feature, state from used
    union all select 'first', arg_min(feature, row(t, feature)), any_value(state)
      from used group by user_id
    union all select unnest(['used', 'first']), '(none)', state from beginners anti join used using (user_id)
    union all select 'all', 'all', state from beginners
  )
  select use, feature, state, count(*) from told group by all`;
