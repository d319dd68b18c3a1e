/** A report's question, asked over HTTP of ours and as SQL over the raw log of the yardsticks. */
export interface Question {
  name: string;
  /** Under /api/admin. */
  path: string;
  /** Milliseconds that the goal allows. */
  goal: number;
  /** Share of DuckDB's time that it allows. */
  share: number;
  /** For DuckDB and PostgreSQL alike; `{log}` is the table, `{from30}` and so on are timestamps. */
  sql: string;
}

const RANKED = `('session_created', 'smart_caption_generated', 'custom_caption_created', 'babecock_created', 'media_uploaded')`;

const ranking = (counted: string) =>
  `select user_id, count(*) filter (where ${counted}) as score, count(*) over () as total_rows
   from {log} where created_at >= {from30} group by user_id order by score desc, user_id limit 20`;

export const questions: readonly Question[] = [
  {
    name: 'analytics, 30 days',
    path: '/analytics?period=30days',
    goal: 20,
    share: 0.5,
    sql: `select created_at >= {from30} as current, count(distinct user_id) as active,
            count(*) filter (where action = 'session_created') as sessions,
            count(*) filter (where action = 'smart_caption_generated') as captions,
            count(*) filter (where action = 'media_uploaded') as uploads
          from {log} where created_at >= {from60} group by 1`,
  },
  {
    name: 'usage-analytics, 30 days, by totalActivity',
    path: '/usage-analytics?period=30days&sortBy=totalActivity',
    goal: 30,
    share: 1.3,
    sql: ranking(`action in ${RANKED}`),
  },
  {
    name: 'usage-analytics, 30 days, by another counter',
    path: '/usage-analytics?period=30days&sortBy=sessionsViewed',
    goal: 30,
    share: 1.3,
    sql: ranking(`action = 'session_viewed'`),
  },
  {
    name: 'theme by day, 30 days',
    path: '/usage-analytics?period=30days&feature=smart_captions&groupBy=theme,day',
    goal: 12,
    share: 1.3,
    sql: `select cast(created_at as date) as day, {theme} as theme, count(*) as n
          from {log} where created_at >= {from30} and action = 'smart_caption_generated' group by 1, 2 order by 1, 2`,
  },
  {
    name: 'daily active users, 90 days',
    path: '/analytics?period=90days&compare=none',
    goal: 15,
    share: 0.5,
    sql: `select cast(created_at as date) as day, count(distinct user_id) as active
          from {log} where created_at >= {from90} group by 1 order by 1`,
  },
  {
    name: 'one user',
    path: '/users/user-0000001/usage',
    goal: 8,
    share: 0.5,
    sql: `select action, count(*) as n, max(created_at) as last from {log} where user_id = 'user-0000001' group by 1`,
  },
];
