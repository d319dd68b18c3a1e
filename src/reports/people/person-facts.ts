import { OF_FACTS, type PersonFact } from '../../catalogue/index.ts';
import type { RelationName } from '../../db/relations.ts';
import { raw, sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';

interface FactColumns {
  readonly from: RelationName;
  /** Whose it is. */
  readonly who: string;
  readonly when: string;
  readonly only?: string;
}

/** Where each fact of a person is counted; what was removed since did come. */
const COLUMNS: Readonly<Record<PersonFact, FactColumns>> = {
  communityShares: { from: 'communityShares', who: 'owner_id', when: 'shared_at' },
  communityLikes: { from: 'communityLikes', who: 'user_id', when: 'created_at' },
  referrals: { from: 'referrals', who: 'referrer_id', when: 'created_at' },
  payments: {
    from: 'creditTransactions',
    who: 'user_id',
    when: 'created_at',
    only: `f.kind in ('purchase', 'subscription') and f.amount > 0`,
  },
};

/** The fact that a number of a person counts; null for one that activity tells. */
export const factOf = (number: string): PersonFact | null =>
  number.startsWith(OF_FACTS) ? (number.slice(OF_FACTS.length) as PersonFact) : null;

/** How many of a fact each person had in a span, by number. */
export async function personFacts(
  r: ReportReader,
  v: Seen,
  span: Span,
  fact: PersonFact,
): Promise<Float64Array> {
  const { from, who, when, only = 'true' } = COLUMNS[fact];
  const rows = await r.rows<{ no: number; n: number }>(
    sql`select u.user_no as no, count(*)::int as n
      from ${r.from[from]} f join ${r.ctx.db.tables.users} u on u.id = f.${raw(who)}
      where f.${raw(when)} >= ${at(span.start)} and f.${raw(when)} < ${at(span.end)} and ${raw(only)} group by 1`,
  );
  const counts = new Float64Array(v.mask.length);
  for (const { no, n } of rows) if (no < counts.length) counts[no] = n;
  return counts;
}
