import type { DeadLetterReason } from '../../contract/index.ts';
import { DAY } from '../../db/milliseconds.ts';
import { actionTotals, lastDays } from './ask.ts';
import { type Check, count, ok, warn } from './check.ts';

const TRACK =
  'call the tracking functions where users act, or send activity to POST /api/track with a key of `joip-analytics key create`';

export const activity: Check = {
  name: 'activity',
  question: 'Is activity coming in?',
  async run({ db, now }) {
    const { rows } = await db.pool.query<{ last: Date | null }>(
      `select max(last_activity_at) as last from ${db.s}.user_usage_stats`,
    );
    const last = rows[0]!.last;
    if (!last) return warn('none was ever tracked', TRACK);
    const hours = Math.floor((now() - last.getTime()) / 3_600_000);
    return hours < 24
      ? ok(`the last one is of ${last.toISOString()}`)
      : warn(`the last one is of ${last.toISOString()}, ${count(hours, 'hour')} ago`, TRACK);
  },
};

export const middleware: Check = {
  name: 'middleware',
  question: 'Is the tracking middleware installed?',
  async run({ db, catalogue, now }) {
    if (!Object.values(catalogue.counters).some((def) => def.signal))
      return ok('the catalogue has no counter that it feeds');
    const { rows } = await db.pool.query<{ signals: boolean; activity: boolean }>(
      `select exists (select 1 from ${db.s}.user_signals where hour >= $1) as signals,
         exists (select 1 from ${db.s}.user_activity_logs where created_at >= $1) as activity`,
      [new Date(now() - 7 * DAY)],
    );
    if (rows[0]!.signals) return ok('API calls or presence were seen in the last 7 days');
    if (!rows[0]!.activity)
      return ok('nothing was tracked in the last 7 days, so there is nothing to compare');
    return warn(
      'activity comes in, but no API call and no presence in the last 7 days: their counters stay 0',
      'mount `requestContext` of your framework (`joip-analytics/express` and its like: docs/embed.md) before your routes',
    );
  },
};

export const actions: Check = {
  name: 'actions',
  question: 'Are the tracking functions called for every action?',
  async run({ db, catalogue, now }) {
    const seen = await actionTotals({ db, catalogue }, [await lastDays(db, 90, now())]);
    const never = Object.keys(catalogue.actions).filter((action) => !seen.has(action));
    if (seen.size === 0) return ok('nothing was tracked in the last 90 days, so there is nothing to compare');
    return never.length === 0
      ? ok(`all ${seen.size} actions were seen in the last 90 days`)
      : warn(
          `not once in the last 90 days: ${never.join(', ')}`,
          'check that these actions are tracked where they happen',
        );
  },
};

const MENDS: Record<DeadLetterReason, string> = {
  unknown_action: 'correct the name, or add the action to the catalogue',
  feature_mismatch: 'leave `feature` out, or give the one that the action belongs to',
  missing_user: 'pass the id of the user who acts',
  clock_skew: 'set the clock of the machine that sends',
  too_old: 'bring history in with `joip-analytics import`',
  id_conflict: 'make a new event id for each activity, and keep it for retries of that one only',
  poison: 'send details of plain JSON, up to 32 KiB, without U+0000',
  invalid: 'correct the field that the message names',
  database_refused: "read the message: PostgreSQL didn't take the value",
};

export const deadLetters: Check = {
  name: 'tracking-errors',
  question: 'Was any activity set aside?',
  async run({ db, now }) {
    const { rows } = await db.pool.query<{ reason: DeadLetterReason; n: number; message: string }>(
      `select reason, sum(times)::bigint as n, (array_agg(message order by last_at desc))[1] as message
       from ${db.s}.dead_letters where last_at >= $1 group by reason order by n desc, reason`,
      [new Date(now() - 30 * DAY)],
    );
    if (rows.length === 0) return ok('no dead letter in the last 30 days');
    return warn(
      rows.map((row) => `${count(row.n, row.reason)} (last: ${row.message})`).join('; '),
      rows.map((row) => `${row.reason}: ${MENDS[row.reason] ?? 'read the message'}`).join('; '),
    );
  },
};

/** Half a second of a double click, or two calls for one deed; and enough of them to be a habit. */
const SHARE = 0.02;
const LEAST = 5;

export const duplicates: Check = {
  name: 'duplicate-calls',
  question: 'Is anything tracked twice?',
  async run({ db, now }) {
    const { rows } = await db.pool.query<{ action: string; n: number; total: number }>(
      `select action, count(*) filter (where gap <= interval '1 second') as n, count(*) as total
       from (
         select action, created_at - lag(created_at) over (
           partition by user_id, action, session_id, details order by created_at) as gap
         from ${db.s}.user_activity_logs where created_at >= $1
       ) x group by action order by 2 desc, 1`,
      [new Date(now() - 7 * DAY)],
    );
    const habits = rows.filter((row) => row.n >= LEAST && row.n >= row.total * SHARE);
    if (habits.length === 0)
      return ok('no action repeats itself within a second, by the same user and details');
    return warn(
      `in the last 7 days, the same by the same user within a second: ${habits.map((row) => `${row.action} ${row.n} of ${row.total}`).join(', ')}`,
      'track each deed in one place; a retry must carry the event id of the first try, so that it is recognised',
    );
  },
};
