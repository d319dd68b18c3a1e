import { getTableConfig } from 'drizzle-orm/pg-core';
import type { DistinctQuestion } from '../../store/questions/distinct.ts';
import type { Stretch } from '../../store/stretch.ts';
import { actionTotals, ask, lastDays } from './ask.ts';
import { type Check, fail, ok, warn } from './check.ts';

export const indexes: Check = {
  name: 'indexes',
  question: 'Are the indexes there, and valid?',
  async run({ db }) {
    const wanted = Object.values(db.tables).flatMap((table) => {
      const { name, indexes, columns, primaryKeys } = getTableConfig(table);
      const keyed = primaryKeys.length > 0 || columns.some(({ primary }) => primary);
      return [
        ...(keyed ? [{ table: name, index: null }] : []),
        ...indexes.map((each) => ({ table: name, index: each.config.name ?? null })),
      ];
    });
    const { rows } = await db.pool.query<{ table: string; index: string | null; state: string }>(
      `select i."table", i.index, case when x.indexrelid is null then 'missing' else 'invalid' end as state
       from unnest($1::text[], $2::text[]) as i("table", index)
       left join lateral (
         select x.indexrelid, x.indisvalid and x.indisready as valid from pg_index x join pg_class c on c.oid = x.indexrelid
         where x.indrelid = to_regclass($3 || '.' || quote_ident(i."table"))
           and case when i.index is null then x.indisprimary else c.relname = i.index end
       ) x on true
       where x.indexrelid is null or not x.valid`,
      [wanted.map((x) => x.table), wanted.map((x) => x.index), db.s],
    );
    if (rows.length === 0) return ok(`${wanted.length} indexes`);
    return fail(
      rows.map((row) => `${row.index ?? `the primary key of ${row.table}`} is ${row.state}`).join('; '),
      'rebuild an invalid one with `reindex index concurrently`; for a missing one take its statement from the folder drizzle/',
    );
  },
};

/** Milliseconds above which a question that reports ask is slow. */
const SLOW = 500;

const activeUsers = (span: Stretch): DistinctQuestion => ({
  sink: 'distinct',
  span,
  places: null,
  internal: null,
  buckets: [span],
  passes: null,
});

export const slowReports: Check = {
  name: 'slow-reports',
  question: 'Do reports answer quickly?',
  async run({ db, catalogue, now }) {
    const span = await lastDays(db, 30, now());
    const ctx = { db, catalogue };
    const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['totals of 30 days', () => actionTotals(ctx, [span])],
      ['active users of 30 days', () => ask(ctx, span, (view) => view.walk([activeUsers(span)]))],
    ];
    const timings: [string, number][] = [];
    for (const [name, question] of questions) {
      const began = performance.now();
      await question();
      timings.push([name, Math.round(performance.now() - began)]);
    }
    const told = timings.map(([name, ms]) => `${name} ${ms} ms`).join(', ');
    return timings.every(([, ms]) => ms <= SLOW)
      ? ok(told)
      : warn(
          told,
          'keep the server running, so that it builds blocks; run `vacuum analyze`, give PostgreSQL more shared_buffers, or ask for fewer days at once',
        );
  },
};
