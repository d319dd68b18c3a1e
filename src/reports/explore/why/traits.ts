import { NONE } from '../../../contract/index.ts';
import { sql } from '../../../db/sql.ts';
import { joinedIn } from '../../people/listed.ts';
import type { Span } from '../../range/local-time.ts';
import type { ReportReader } from '../../read/reader.ts';
import type { Seen } from '../../read/seen.ts';
import type { Pair } from './cuts.ts';

/** What a user is in each range, by number. */
export interface Traits {
  /** `new` where the account was created in that range. */
  readonly joined: Pair<(no: number) => string>;
  /** The code of the first referral; null where the platform knows no referral. */
  readonly referralCode: Pair<(no: number) => string> | null;
}

export async function traitsOf(r: ReportReader, v: Seen, spans: Pair<Span>): Promise<Traits> {
  // Internal accounts are new once, too, where what they did counts.
  const scope = { ...v.scope, internalPeople: true };
  const joined: ((no: number) => string)[] = [];
  for (const span of spans) {
    const fresh = new Set(await joinedIn(r, span, scope));
    joined.push((no) => (fresh.has(no) ? 'new' : 'returning'));
  }
  const rows = await r.rows<{ no: number; code: string }>(
    sql`select distinct on (u.user_no) u.user_no as no, f.code from ${r.from.referrals} f
      join ${r.ctx.db.tables.users} u on u.id = f.referee_id where f.code <> ''
      order by u.user_no, f.created_at, f.id`,
  );
  const codes = new Map(rows.map(({ no, code }) => [no, code]));
  const code = (no: number) => codes.get(no) ?? NONE;
  return {
    joined: joined as unknown as Pair<(no: number) => string>,
    referralCode: codes.size > 0 ? [code, code] : null,
  };
}
