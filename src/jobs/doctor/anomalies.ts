import { DAY, HOUR } from '../../db/milliseconds.ts';
import { actionTotals, total } from './ask.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** An hour is odd from ten times the typical one on, and from this many activities. */
const TIMES = 10;
const LEAST = 100;
/** More than a person can do in a minute. */
const RATE = 120;

export const spikes: Check = {
  name: 'spikes',
  question: 'Is any hour out of line?',
  async run({ db, catalogue, now }) {
    const first = Math.floor((now() - 30 * DAY) / HOUR) * HOUR;
    const hours = Array.from({ length: 30 * 24 + 1 }, (_, i) => first + i * HOUR);
    const totals = await actionTotals(
      { db, catalogue },
      hours.map((start) => ({ start, end: start + HOUR })),
    );
    const found = hours
      .map((hour, i) => ({
        hour,
        n: total([...totals.values()].map((counts) => counts[i]!)),
        most: [...totals].sort(([, a], [, b]) => b[i]! - a[i]!)[0]?.[0],
      }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.n - a.n);
    const typical = found[Math.floor(found.length / 2)]?.n ?? 0;
    const odd = found.filter(({ n }) => n >= LEAST && n > typical * TIMES).slice(0, 5);
    if (odd.length === 0)
      return ok(`no hour of the last 30 days has over ${TIMES} times the typical activity`);
    return warn(
      odd
        .map(
          ({ hour, n, most }) =>
            `${new Date(hour).toISOString().slice(0, 16)}Z: ${n} for ${typical}, mostly ${most}`,
        )
        .join('; '),
      'look who did it in the log: a campaign, an import without `--source`, a loop in the code, or a bot',
    );
  },
};

export const rates: Check = {
  name: 'rates',
  question: 'Does anybody act faster than a person can?',
  async run({ db, now }) {
    const { rows } = await db.pool.query<{ user_id: string; minute: Date; n: number }>(
      `select l.user_id, date_trunc('minute', l.created_at) as minute, count(*) as n
       from ${db.s}.user_activity_logs l join ${db.s}.users u on u.id = l.user_id
       where l.created_at >= $1 and not u.internal
       group by 1, 2 having count(*) > $2 order by 3 desc limit 5`,
      [new Date(now() - 7 * DAY), RATE],
    );
    if (rows.length === 0) return ok(`nobody did over ${RATE} things in a minute of the last 7 days`);
    return warn(
      rows
        .map((row) => `${row.user_id}: ${row.n} in the minute of ${row.minute.toISOString().slice(0, 16)}Z`)
        .join('; '),
      'mark bots and staff as internal (`identify({ userId, internal: true })`), or find the loop that tracks',
    );
  },
};

export const clock: Check = {
  name: 'clock',
  question: 'Do the clocks agree?',
  async run({ db, now }) {
    const before = now();
    const { rows } = await db.pool.query<{ at: number; future: number }>(
      `select extract(epoch from clock_timestamp()) * 1000 as at,
         (select count(*) from (select 1 from ${db.s}.user_activity_logs
            where created_at > now() + interval '15 minutes' limit 1) x) as future`,
    );
    const after = now();
    const { at, future } = rows[0]!;
    // The answer took time: only what lies outside of the question counts as a difference.
    const skew = Math.max(0, before - at, at - after);
    const mend = 'set both clocks by NTP: live activity more than 5 minutes ahead is set aside';
    if (skew > 60_000)
      return fail(`the database’s clock is ${count(Math.round(skew / 1000), 'second')} off ours`, mend);
    if (skew > 5_000)
      return warn(`the database’s clock is ${count(Math.round(skew / 1000), 'second')} off ours`, mend);
    if (future > 0)
      return warn(
        'the log holds activity of the future',
        'check the time zone of the mapping that it was imported with',
      );
    return ok('within 5 seconds');
  },
};
