import type { Bed } from './lib/bed.ts';
import { historyOf } from './lib/history.ts';
import { type Result, round } from './lib/result.ts';

/** Bytes on disk for each activity, all tables and indexes of the schema. */
export async function p11(bed: Bed): Promise<Result[]> {
  const { events, users } = bed.size;
  const lab = await historyOf(bed, events, users);
  const { rows } = await lab.db.pool.query<{ part: string; bytes: number }>(
    `select case when c.relname like 'user_activity_logs%' then 'log' else c.relname end as part,
       sum(pg_total_relation_size(c.oid))::bigint as bytes
     from pg_class c where c.relnamespace = 'analytics'::regnamespace and c.relkind = 'r'
     group by 1 order by 2 desc`,
  );
  const count = await lab.db.pool.query<{ n: number }>(
    'select count(*) as n from analytics.user_activity_logs',
  );
  await lab.close();
  const n = count.rows[0]!.n;
  const goal = n >= 10_000_000 ? 280 : 300;
  const total = rows.reduce((sum, row) => sum + row.bytes, 0) / n;
  const parts = rows
    .slice(0, 5)
    .map((row) => `${row.part} ${round(row.bytes / n, 0)}`)
    .join(', ');
  return [
    {
      id: 'P11',
      what: `bytes an activity, ${n.toLocaleString('en')} activities (${parts})`,
      ours: `${round(total, 0)} B`,
      yardstick: '-',
      value: round(total, 0),
      unit: ' B',
      goal: `<= ${goal} B`,
      reached: total <= goal,
    },
  ];
}
