import { NONE } from '../../contract/index.ts';
import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import { readTexts, saysSql, textsSql } from '../../store/detail-sql.ts';
import { isCounted } from '../../store/log-sql.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from './reader.ts';
import type { ReadScope } from './scope.ts';

/** The predicate of a scope over rows `l` of the log: what SQL tells of it, and what is compared where it is folded. */
export interface LogWhere {
  readonly where: Sql;
  /** Further columns, from which `passes` tells the rest; each begins with a comma. */
  readonly columns: Sql;
  /** Whether a row of those columns is let through. */
  passes(row: Readonly<Record<string, unknown>>): boolean;
}

/** Which rows of the log count as activities, those of internal accounts as `Staff` says. */
export function logWhere(r: ReportReader, span: Span, scope: ReadScope): LogWhere {
  const where = [
    sql`l.created_at >= ${at(span.start)}::timestamptz and l.created_at < ${at(span.end)}::timestamptz`,
    raw(isCounted(r.s)),
  ];
  if (scope.only) {
    const bounds = scope.only(span).flatMap(({ start, end }) => [at(start), at(end)]);
    // How many bounds an instant is behind: an odd number of them within a part.
    where.push(sql`width_bucket(l.created_at, ${bounds}::timestamptz[]) % 2 = 1`);
  }
  if (scope.actions) where.push(sql`l.action = any(${scope.actions}::text[])`);
  if (scope.internalActions)
    where.push(
      sql`(l.action = any(${scope.internalActions}::text[])
        or l.user_id not in (select id from ${r.ctx.db.tables.users} where internal))`,
    );
  if (scope.users) where.push(sql`l.user_id = any(${scope.users.ids}::text[])`);
  for (const [name, value] of scope.details) where.push(saysSql(detailOf(name), sql`${value}::text`));
  // Spellings of a declared value that fold alike are one, which only we can tell.
  const compared = [...scope.breakdowns, ...scope.declared].map(([name, wanted], i) => {
    const detail = detailOf(name);
    const isBreakdown = i < scope.breakdowns.length;
    const ofNone = isBreakdown && wanted === NONE;
    if (!ofNone) where.push(sql`l.details ? ${name}::text`);
    const column = `v${i}`;
    // A detail of that name tells nothing of other actions.
    const { actions } = r.ctx.catalogue.breakdowns[name]!;
    const value = ofNone ? sql`case when l.action = any(${actions}::text[]) then ${detail} end` : detail;
    return isBreakdown
      ? {
          told: sql`, ${value} as ${raw(column)}`,
          passes: (row: Row) => scope.isValue(name, row[column], wanted),
        }
      : {
          told: sql`, (${textsSql(detail)})::text as ${raw(column)}`,
          passes: (row: Row) => scope.says(name, readTexts(row[column] as string | null), wanted),
        };
  });
  return {
    where: all(where),
    columns: join(
      compared.map(({ told }) => told),
      sql``,
    ),
    passes: (row) => compared.every(({ passes }) => passes(row)),
  };
}

/** A detail of a row `l` of the log, as JSON. */
export const detailOf = (name: string): Sql => sql`(l.details -> ${name}::text)`;

type Row = Readonly<Record<string, unknown>>;
