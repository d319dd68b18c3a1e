import type { TopUser } from '../../contract/index.ts';
import { dayOf } from '../../db/days.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { pseudonym } from './pseudonym.ts';

/** A report whose rows are of nobody by name. */
export interface Anonymity {
  /** What stands for a user. */
  name(userId: string): string;
  /** Equals are ordered by this and the id, hashed: an order by ids would tell who is who. */
  readonly salt: string;
}

/**
 * @throws BadRequest where one user is asked about, whom a pseudonym would not hide.
 */
export function anonymityOf(
  ctx: ReportContext,
  query: { userId?: string | undefined; search?: string | undefined },
): Anonymity {
  const fields: Record<string, string> = {};
  for (const name of ['userId', 'search'] as const)
    if (query[name] !== undefined)
      fields[name] = 'is refused with anonymize=true: it would tell who the pseudonym stands for';
  if (Object.keys(fields).length > 0) throw new BadRequest(fields);
  if (!ctx.keys) throw new Error('an anonymised report needs a key for its pseudonyms');
  const key = ctx.keys.pseudonyms;
  return { name: (userId) => pseudonym(key, userId), salt: pseudonym(key, '\u0000order') };
}

/** A row without who it is of, and without the time of day. */
export function anonymousRow(row: TopUser, anonymity: Anonymity, zone: string): TopUser {
  return {
    ...row,
    userId: anonymity.name(row.userId),
    email: null,
    name: null,
    avatarUrl: null,
    lastActivityAt: row.lastActivityAt && dayOf(Date.parse(row.lastActivityAt), zone),
  };
}
