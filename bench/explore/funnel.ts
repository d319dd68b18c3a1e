import type { Funnel } from '../../src/contract/index.ts';
import { type Question, since } from './question.ts';

const WINDOW_DAYS = 7;
const STEPS = [
  'session_created',
  'session_viewed',
  'smart_caption_generated',
  'babecock_created',
  'media_uploaded',
];

export const funnelOf = (days: number, goal: number): Question => ({
  what: `funnel of ${STEPS.length} steps, ${days} days`,
  goal,
  path: `/explore/funnel?period=${days}days&compare=none&timezone=UTC&window=${WINDOW_DAYS}d&steps=${STEPS.join(';')}`,
  sql: sqlOf(days),
  ours: (answer) => (answer as Funnel).steps.map(({ count }) => count),
  theirs: ([counts]) => counts!.map(Number),
});

/** Of each activity of a step the latest beginning that leads to it, step by step. */
function sqlOf(days: number): string {
  const rows = (action: string) =>
    `select user_id, created_at as t from log where action = '${action}' and created_at >= ${since(days)}`;
  const tables = STEPS.map((action, i) =>
    i === 0
      ? `s0 as (select user_id, t, t as began from (${rows(action)}))`
      : `s${i} as (select l.user_id, l.t, s.began from (${rows(action)}) l asof join s${i - 1} s
           on l.user_id = s.user_id and l.t >= s.t where l.t - s.began <= interval ${WINDOW_DAYS} day)`,
  );
  const counts = STEPS.map((_, i) => `(select count(distinct user_id) from s${i})`);
  return `with ${tables.join(', ')} select ${counts.join(', ')}`;
}
