import type { Why } from '../../src/contract/index.ts';
import { dateAgo, FEATURE, type Question } from './question.ts';

/** Users that DuckDB tells one by one: more than an answer does. */
const USERS = 200;

/** Whole days against as many before: of whole weeks it is split by weekday, too. */
export function whyOf(days: number, goal: number): Question {
  const [first, middle, last] = [2 * days, days, 0].map((ago) => `timestamp '${dateAgo(ago)}'`);
  return {
    what: `why activities changed, ${days} days and ${days} before`,
    goal,
    path: `/explore/why?startDate=${dateAgo(days)}&endDate=${dateAgo(1)}&timezone=UTC&number=activities`,
    sql: sqlOf(first!, middle!, last!),
    ours: (answer) => toldOf(answer as Why),
    theirs(rows, answer) {
      const [told, totals] = [new Map<string, Numbers>(), new Map<string, Numbers & { count: number }>()];
      for (const [dimension, key, count, ...numbers] of rows) {
        const [before, after] = numbers.map(Number) as [number, number];
        if (key === null) totals.set(String(dimension), { count: Number(count), before, after });
        else told.set(`${dimension} ${key}`, { before, after });
      }
      // Which of the parts are told is ours to choose; what each is, and what is left, has to be the same.
      return (answer as Why).splits.map(({ dimension, parts }) => {
        const own = parts.map(({ key }) => ({ key, ...told.get(`${dimension} ${key}`) }));
        const sum = (of: 'before' | 'after') => own.reduce((all, each) => all + (each[of] ?? 0), 0);
        const total = totals.get(dimension)!;
        return {
          dimension,
          parts: own,
          others: {
            count: total.count - own.length,
            before: total.before - sum('before'),
            after: total.after - sum('after'),
          },
        };
      });
    },
  };
}

interface Numbers {
  readonly before: number;
  readonly after: number;
}

const toldOf = ({ splits }: Why) =>
  splits.map(({ dimension, parts, others }) => ({
    dimension,
    parts: parts.map(({ key, before, after }) => ({ key, before, after })),
    others: others
      ? { count: others.count, before: others.before, after: others.after }
      : { count: 0, before: 0, after: 0 },
  }));

/** Of each dimension each value, and in a row without one how many there are and what they come to. */
function sqlOf(first: string, middle: string, last: string): string {
  const counts = (alias = '') =>
    `count(*) filter (where ${alias}created_at < ${middle}) as before, count(*) filter (where ${alias}created_at >= ${middle}) as after`;
  const cut = (dimension: string, key: string) => `
    select '${dimension}' as dimension, coalesce(${key}, '(none)') as key, ${counts()} from asked group by 2`;
  const hour = `lpad(cast(hour(created_at) as varchar), 2, '0')`;
  return `
    with asked as (select * from log where created_at >= ${first} and created_at < ${last}),
    began as (select user_id, min(created_at) as at from log group by user_id),
    parts as materialized (
      ${[cut('feature', FEATURE), cut('action', 'action'), cut('theme', 'theme'), cut('layout', 'layout')].join(' union all ')}
      union all ${cut('hour', hour)} union all ${cut('weekday', 'cast(isodow(created_at) as varchar)')}
      union all ${cut('user', 'user_id')}
      union all select 'account', case when b.at >= case when a.created_at < ${middle} then ${first} else ${middle} end
          and b.at < case when a.created_at < ${middle} then ${middle} else ${last} end
        then 'new' else 'returning' end, ${counts('a.')} from asked a join began b using (user_id) group by 2
    )
    select dimension, null as key, count(*), sum(before), sum(after) from parts group by dimension
    union all select dimension, key, 1, before, after from parts where dimension <> 'user'
    union all (select dimension, key, 1, before, after from parts where dimension = 'user'
      order by abs(after - before) desc limit ${USERS})`;
}
