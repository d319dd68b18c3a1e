import type { Span } from '../range/local-time.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { refuseRemoved } from './seen.ts';

/** Adds a value to a statement's parameters and answers its place. */
export type Parameter = (value: unknown, type: string) => string;

/** Which rows of the log `l` count, but for values of breakdowns: these are compared where they are folded. */
export function logWhere(r: Reader, span: Span, scope: Scope, p: Parameter): string {
  refuseRemoved(r, span);
  const where = [
    `l.created_at >= ${p(at(span.start), 'timestamptz')} and l.created_at < ${p(at(span.end), 'timestamptz')}`,
  ];
  if (scope.actions) where.push(`l.action = any(${p(scope.actions, 'text[]')})`);
  if (scope.users) where.push(`l.user_id = any(${p(scope.users.ids, 'text[]')})`);
  for (const [name, value] of scope.details)
    where.push(`l.details ->> ${p(name, 'text')} = ${p(value, 'text')}`);
  return where.join(' and ');
}
