import type { Span } from './local-time.ts';
import { isValue, refuseRemoved } from './log-scan.ts';
import { type Spellings, spelt } from './raw-values.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Adds a value to a statement's parameters and answers its place. */
export type Parameter = (value: unknown, type: string) => string;

/** Which log rows count, as `scanLog` has it, for a statement of SQL alone. */
export function logWhere(
  r: Reader,
  spans: readonly Span[],
  { logFilter }: Scope,
  spellings: Spellings,
  p: Parameter,
): string {
  refuseRemoved(r, spans);
  const times = spans.map(
    (x) =>
      `l.created_at >= ${p(at(x.start), 'timestamptz')} and l.created_at < ${p(at(x.end), 'timestamptz')}`,
  );
  const where = [`(${times.join(' or ')})`];
  if (logFilter.actions) where.push(`l.action = any(${p(logFilter.actions, 'text[]')})`);
  if (logFilter.userIds) where.push(`l.user_id = any(${p(logFilter.userIds, 'text[]')})`);
  for (const [name, value] of logFilter.details)
    where.push(`l.details ->> ${p(name, 'text')} = ${p(value, 'text')}`);
  for (const [name, value] of logFilter.breakdowns) {
    const raws = spelt(spellings, name, (each) => isValue(logFilter, name, each, value));
    where.push(`l.details -> ${p(name, 'text')} = any(${p(raws, 'jsonb[]')})`);
  }
  return where.join(' and ');
}
