import type { UserFacts } from '../../contract/index.ts';
import { isMarker } from '../../db/erased.ts';
import { type Sql, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { unknownUser } from '../errors.ts';
import { profilesOf } from '../people/profiles.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { exactOf } from '../totals/exact.ts';
import { standing } from './community-facts.ts';
import { instant } from './fact-range.ts';

/**
 * GET /users/:userId/facts: what one user paid, whom they referred and who referred them, what they share and like,
 * and how often they are liked. Of their whole life, and of all of it: whoever asks for one account asks for no part.
 *
 * @throws NotFound for a user that nothing is known of
 */
export function run(ctx: ReportContext, { userId }: { userId: string }): Promise<UserFacts> {
  return read(ctx, async (r) => {
    const known = await r.rows(sql`select from ${r.from.users} u where u.id = ${userId}`);
    if (known.length === 0 || isMarker(userId)) throw unknownUser();
    return {
      userId,
      ...(await paymentsOf(r, userId)),
      referredBy: await referrerOf(r, userId),
      referrals: await referralsOf(r, userId),
      shares: await sharesOf(r, userId),
      likesGiven: await likesOf(r, sql`t.user_id = ${userId}`),
      likesReceived: await likesOf(
        r,
        sql`t.share_id in (select s.id from ${r.from.communityShares} s where s.owner_id = ${userId})`,
      ),
      meta: { computedAt: at(ctx.now), sample: ctx.sample },
    };
  });
}

interface Times {
  readonly first: Date | null;
  readonly last: Date | null;
}

const times = (column: Sql): Sql => sql`min(${column}) as first, max(${column}) as last`;

/** Of rows that are there. */
const told = ({ first, last }: Times) => ({ firstAt: first!.toISOString(), lastAt: last!.toISOString() });

const toldOrNot = ({ first, last }: Times) => ({
  firstAt: first?.toISOString() ?? null,
  lastAt: last?.toISOString() ?? null,
});

async function paymentsOf(
  r: ReportReader,
  userId: string,
): Promise<Pick<UserFacts, 'payments'> & Partial<Pick<UserFacts, 'exact'>>> {
  const rows = await r.rows<
    Times & { kind: string; currency: string; count: number; amount: string; credits: string }
  >(
    sql`select t.kind, t.currency, count(*) as count, sum(t.amount)::text as amount, sum(t.credits)::text as credits,
       ${times(sql`t.created_at`)}
     from ${r.from.creditTransactions} t where t.user_id = ${userId} and t.created_at <= ${instant(r.ctx.now)}
     group by 1, 2 order by 1, 2`,
  );
  const exact = exactOf(
    rows.flatMap(({ amount, credits }, i) => [
      [`payments.${i}.amount`, BigInt(amount)] as const,
      [`payments.${i}.credits`, BigInt(credits)] as const,
    ]),
  );
  return {
    payments: rows.map(({ first, last, ...row }) => ({
      ...row,
      amount: Number(row.amount),
      credits: Number(row.credits),
      ...told({ first, last }),
    })),
    ...(exact && { exact }),
  };
}

async function referrerOf(r: ReportReader, userId: string): Promise<UserFacts['referredBy']> {
  const [first] = await r.rows<{ referrer: string; code: string; createdAt: Date }>(
    sql`select t.referrer_id as referrer, t.code, t.created_at as "createdAt" from ${r.from.referrals} t
     where t.referee_id = ${userId} and t.created_at <= ${instant(r.ctx.now)}
     order by t.created_at, t.id collate "C" limit 1`,
  );
  if (!first) return null;
  const { email, name } = (await profilesOf(r, [first.referrer]))(first.referrer);
  return {
    userId: first.referrer,
    email,
    name,
    code: first.code,
    timestamp: first.createdAt.toISOString(),
  };
}

async function referralsOf(r: ReportReader, userId: string): Promise<UserFacts['referrals']> {
  const [made] = await r.rows<Times & { count: number; credits: number }>(
    sql`select count(*) as count, coalesce(sum(t.credit_reward), 0) as credits, ${times(sql`t.created_at`)}
     from ${r.from.referrals} t where t.referrer_id = ${userId} and t.created_at <= ${instant(r.ctx.now)}`,
  );
  const { count, credits, ...rest } = made!;
  return { count, ...toldOrNot(rest), credits };
}

async function sharesOf(r: ReportReader, userId: string): Promise<UserFacts['shares']> {
  const now = instant(r.ctx.now);
  const rows = await r.rows<Times & { kind: 'session' | 'media'; count: number }>(
    sql`select t.kind, count(*) as count, ${times(sql`t.shared_at`)} from ${r.from.communityShares} t
     where t.owner_id = ${userId} and t.kind in ('session', 'media') and t.shared_at <= ${now} and ${standing(now)}
     group by 1 order by 1 desc`,
  );
  return rows.map(({ first, last, ...row }) => ({ ...row, ...told({ first, last }) }));
}

async function likesOf(r: ReportReader, whose: Sql): Promise<UserFacts['likesGiven']> {
  const now = instant(r.ctx.now);
  const [found] = await r.rows<Times & { count: number }>(
    sql`select count(*) as count, ${times(sql`t.created_at`)} from ${r.from.communityLikes} t
     where ${whose} and t.created_at <= ${now} and ${standing(now)}`,
  );
  const { count, ...rest } = found!;
  return { count, ...toldOrNot(rest) };
}
