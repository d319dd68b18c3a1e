import { readTexts, saysSql, textsSql } from '../../store/detail-sql.ts';
import { isCounted } from '../../store/log-sql.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from './reader.ts';
import type { ReadScope } from './scope.ts';

/** Adds a value to a statement's parameters and answers its place. */
export type Parameter = (value: unknown, type: string) => string;

/** The predicate of a scope over rows `l` of the log: what SQL tells of it, and what is compared where it is folded. */
export interface LogWhere {
  readonly sql: string;
  /** Further columns, from which `passes` tells the rest; each begins with a comma. */
  readonly columns: string;
  /** Whether a row of those columns is let through. */
  passes(row: Readonly<Record<string, unknown>>): boolean;
}

/** Which rows of the log count as activities, those of internal accounts as `Staff` says. */
export function logWhere(r: ReportReader, span: Span, scope: ReadScope, p: Parameter): LogWhere {
  const where = [
    `l.created_at >= ${p(at(span.start), 'timestamptz')} and l.created_at < ${p(at(span.end), 'timestamptz')}`,
    isCounted(r.s),
  ];
  if (scope.actions) where.push(`l.action = any(${p(scope.actions, 'text[]')})`);
  if (scope.internalActions)
    where.push(
      `(l.action = any(${p(scope.internalActions, 'text[]')})
        or not exists (select from ${r.s}.users i where i.id = l.user_id and i.internal))`,
    );
  if (scope.users) where.push(`l.user_id = any(${p(scope.users.ids, 'text[]')})`);
  for (const [name, value] of scope.details)
    where.push(saysSql(`(l.details -> ${p(name, 'text')})`, p(value, 'text')));
  // Spellings of a declared value that fold alike are one, which only we can tell.
  const compared = [...scope.breakdowns, ...scope.declared].map(([name, wanted], i) => {
    const detail = `(l.details -> ${p(name, 'text')})`;
    where.push(`l.details ? ${p(name, 'text')}`);
    const column = `v${i}`;
    return i < scope.breakdowns.length
      ? {
          sql: `, ${detail} as ${column}`,
          passes: (row: Row) => scope.isValue(name, row[column], wanted),
        }
      : {
          sql: `, (${textsSql(detail)})::text as ${column}`,
          passes: (row: Row) => scope.says(name, readTexts(row[column] as string | null), wanted),
        };
  });
  return {
    sql: where.join(' and '),
    columns: compared.map(({ sql }) => sql).join(''),
    passes: (row) => compared.every(({ passes }) => passes(row)),
  };
}

type Row = Readonly<Record<string, unknown>>;
