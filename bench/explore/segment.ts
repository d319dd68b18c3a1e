import type { PeopleSize } from '../../src/contract/index.ts';
import { type Question, since } from './question.ts';

/** Who made sessions, never shared one, and does half of what was done in the month before. */
export const SLIPPING =
  'did:session_created:>=2:90days;did:session_shared:0:ever;change:activities:fell>=50%:30days';

export const segmentOf = (goal: number): Question => ({
  what: 'size of a segment of three rules',
  goal,
  path: `/explore/people/size?timezone=UTC&rules=${encodeURIComponent(SLIPPING)}`,
  sql: SQL,
  ours: (answer) => (answer as PeopleSize).size,
  theirs: ([row]) => Number(row![0]),
});

const SQL = `
  with each as (
    select count(*) filter (where action = 'session_created' and created_at >= ${since(90)}) as made,
      count(*) filter (where action = 'session_shared') as shared,
      count(*) filter (where created_at >= ${since(30)}) as now,
      count(*) filter (where created_at >= ${since(60)} and created_at < ${since(30)}) as before
    from log group by user_id
  )
  select count(*) from each where made >= 2 and shared = 0 and before > 0 and before - now >= 0.5 * before`;
