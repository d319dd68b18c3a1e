import type { Database } from '../../db/connect.ts';

/** A range of a zone's dates, both included, or of instants, the end excluded. */
export type Asked =
  | { readonly zone: string; readonly from: string; readonly to: string }
  | { readonly start: string; readonly end: string };

/**
 * Numbers straight from the raw log. Which local date an instant is of, and when a date begins, is told by
 * PostgreSQL's own `at time zone` alone: nothing of the reports' arithmetic is used.
 */
export function zonedSql({ pool, s }: Database) {
  const where = (asked: Asked) =>
    'zone' in asked
      ? {
          text: `(l.created_at at time zone $1)::date between $2::date and $3::date`,
          values: [asked.zone, asked.from, asked.to],
        }
      : {
          text: `l.created_at >= $1::timestamptz and l.created_at < $2::timestamptz`,
          values: [asked.start, asked.end],
        };

  return {
    async totals(asked: Asked) {
      const { text, values } = where(asked);
      const { rows } = await pool.query(
        `select count(*)::int as activities, count(distinct l.user_id)::int as "activeUsers",
           count(*) filter (where l.action = 'session_created')::int as sessions,
           count(*) filter (where l.action = 'smart_caption_generated')::int as captions
         from ${s}.user_activity_logs l where ${text}`,
        values,
      );
      return rows[0] as { activities: number; activeUsers: number; sessions: number; captions: number };
    },

    async byUser(asked: Asked): Promise<Record<string, number>> {
      const { text, values } = where(asked);
      const { rows } = await pool.query<{ id: string; n: number }>(
        `select l.user_id as id, count(*)::int as n from ${s}.user_activity_logs l where ${text} group by 1`,
        values,
      );
      return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
    },

    async byDay({ zone, from, to }: Extract<Asked, { zone: string }>): Promise<Record<string, number>> {
      const { rows } = await pool.query<{ day: string; n: number }>(
        `select (l.created_at at time zone $1)::date::text as day, count(*)::int as n
         from ${s}.user_activity_logs l
         where (l.created_at at time zone $1)::date between $2::date and $3::date group by 1`,
        [zone, from, to],
      );
      return Object.fromEntries(rows.map(({ day, n }) => [day, n]));
    },

    /** When a date begins in a zone, and how many hours it has. */
    async day(zone: string, date: string) {
      const { rows } = await pool.query<{ start: Date; end: Date }>(
        `select $2::date::timestamp at time zone $1 as start, ($2::date + 1)::timestamp at time zone $1 as end`,
        [zone, date],
      );
      const { start, end } = rows[0]!;
      return {
        start: start.getTime(),
        end: end.getTime(),
        hours: (end.getTime() - start.getTime()) / 3_600_000,
      };
    },

    /** The ids of a range, sorted. */
    async ids(asked: Asked): Promise<string[]> {
      const { text, values } = where(asked);
      const { rows } = await pool.query<{ id: string }>(
        `select l.event_id::text as id from ${s}.user_activity_logs l where ${text} order by 1`,
        values,
      );
      return rows.map(({ id }) => id);
    },
  };
}
