import type { UsersExportQuery } from '../contract/index.ts';
import type { Span } from './local-time.ts';
import type { Parameter } from './log-where.ts';
import { at } from './reader.ts';

/** Who is listed, as `usage-analytics` has it; `accounts` where they need not have been active. */
export function listedWhere(
  { include, joined }: UsersExportQuery,
  range: Span,
  p: Parameter,
): { where: string; accounts: boolean } {
  if (!joined && include !== 'inactive') return { where: 't.activities > 0', accounts: false };
  const end = p(at(range.end), 'timestamptz');
  if (joined === 'range')
    return {
      where: `u.joined_at >= ${p(at(range.start), 'timestamptz')} and u.joined_at < ${end}`,
      accounts: true,
    };
  const there = `(u.joined_at < ${end} and (u.deleted_at is null or u.deleted_at >= ${end}))`;
  return { where: joined ? there : `t.activities > 0 or ${there}`, accounts: true };
}
