import type { Rhythm } from '../../src/contract/index.ts';
import { type Cell, cellsOf, type Question, since, sorted } from './question.ts';

export const rhythmOf = (days: number): Question => ({
  what: `rhythm of the week, ${days} days`,
  goal: null,
  path: `/explore/rhythm?period=${days}days&timezone=UTC`,
  sql: sqlOf(days),
  ours(answer) {
    const { cells, total } = answer as Rhythm;
    const all = [...cells, { weekday: '', hour: '', ...total }];
    return sorted(
      all.flatMap(({ weekday, hour, activities, people }): Cell[] => [
        [`activities ${weekday} ${hour}`, activities!],
        [`people ${weekday} ${hour}`, people!],
      ]),
    );
  },
  theirs: (rows) =>
    cellsOf(
      rows.flatMap(([weekday, hour, activities, people]) => [
        ['activities', weekday, hour, activities],
        ['people', weekday, hour, people],
      ]),
    ),
});

const sqlOf = (days: number): string => `
  select isodow(created_at), hour(created_at), count(*), count(distinct user_id) from log
  where created_at >= ${since(days)} group by grouping sets ((1, 2), ())`;
