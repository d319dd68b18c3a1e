import { NONE } from '../../contract/index.ts';
import { sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import type { ReportReader } from '../read/reader.ts';
import { type Seen, whoseOf } from '../read/seen.ts';

/** The code of each user's first referral, by number. */
export async function referralCodes(r: ReportReader): Promise<ReadonlyMap<number, string>> {
  const rows = await r.rows<{ no: number; code: string }>(
    sql`select distinct on (u.user_no) u.user_no as no, f.code from ${r.from.referrals} f
      join ${r.ctx.db.tables.users} u on u.id = f.referee_id where f.code <> ''
      order by u.user_no, f.created_at, f.id`,
  );
  return new Map(rows.map(({ no, code }) => [no, code]));
}

/** When each user bought or subscribed first, in any currency, by number. */
export async function firstPayments(r: ReportReader): Promise<ReadonlyMap<number, number>> {
  const rows = await r.rows<{ no: number; at: Date }>(
    sql`select u.user_no as no, min(t.created_at) as at from ${r.from.creditTransactions} t
      join ${r.ctx.db.tables.users} u on u.id = t.user_id
      where t.kind in ('purchase', 'subscription') and t.amount > 0 group by 1`,
  );
  return new Map(rows.map(({ no, at }) => [no, at.getTime()]));
}

/** Who did something in some spans, and the feature that each used most: of equals the catalogue's first. */
export async function mostUsedIn(r: ReportReader, v: Seen, spans: readonly Span[]) {
  const features = Object.keys(r.ctx.catalogue.features);
  const columns = features.map((name) => v.weightsOfFeature(name));
  const told = await v.walk(
    spans.map(({ start, end }) => ({
      sink: 'people' as const,
      span: { start, end },
      ...whoseOf(v),
      passes: v.passes,
      weights: columns,
    })),
  );
  return told.map(({ activities, columns: counts }) => ({
    activities,
    mostUsed(no: number): string {
      let [best, n] = [NONE, 0];
      for (const [i, column] of counts.entries())
        if (column[no]! > n) [best, n] = [features[i]!, column[no]!];
      return best;
    },
  }));
}
