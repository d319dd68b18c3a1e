import type { CreditTransactions, CreditTransactionsQuery } from '../../contract/index.ts';
import { all, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED } from '../range/period.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { exactOf } from '../totals/exact.ts';
import { type FactList, factPage, matching } from './fact-page.ts';
import { boundsOf, within, withoutInternal } from './fact-range.ts';

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly kind: string;
  readonly amount: number;
  readonly currency: string;
  readonly credits: number;
  readonly createdAt: Date;
}

type ListQuery = Omit<CreditTransactionsQuery, 'format' | 'columns' | 'bom'>;

/**
 * GET /credit-transactions: what was paid, latest first. Purchases of the reporting currency add up to the
 * `revenue` of /analytics over the same range.
 *
 * @throws BadRequest for a range that can not be served or a foreign cursor
 */
export function run(ctx: ReportContext, query: ListQuery): Promise<CreditTransactions> {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const range = await rangeOf(r, { ...query, ...LISTED }, scope, ['creditTransactions']);
    const list = await listOf(r, query, range, scope);
    const { rows, nextCursor, pageSize } = await factPage<Row>(r, list, query);
    const profile = await profilesOf(
      r,
      rows.map((row) => row.userId),
    );
    const first = query.cursor === undefined ? await totalsOf(r, list) : null;
    const { kind, currency, userId, search } = query;
    const filters = Object.entries({ kind, currency, userId, search }).filter(([, v]) => v !== undefined);
    return {
      transactions: rows.map(({ createdAt, ...row }) => ({
        ...row,
        email: profile(row.userId).email,
        name: profile(row.userId).name,
        timestamp: createdAt.toISOString(),
      })),
      nextCursor,
      ...(first && { totals: first.totals }),
      ...(first?.exact && { exact: first.exact }),
      meta: metaOf(ctx, range, {
        filters: { ...scope.echo, ...(Object.fromEntries(filters) as Record<string, string>) },
        source: 'facts',
        pageSize,
        ...(first && { totalRows: first.totals.reduce((n, { count }) => n + count, 0) }),
      }),
    };
  });
}

async function listOf(r: ReportReader, query: ListQuery, range: Span, scope: ReadScope): Promise<FactList> {
  const where = [withoutInternal(r, scope, 't.user_id'), within('t.created_at', boundsOf([range]))];
  if (query.kind !== undefined) where.push(sql`t.kind = ${query.kind}`);
  if (query.currency !== undefined) where.push(sql`t.currency = ${query.currency}`);
  if (query.userId !== undefined) where.push(sql`t.user_id = ${query.userId}`);
  if (query.search !== undefined)
    where.push(await matching(r, query.search, { people: ['t.user_id'], texts: ['t.id'] }));
  return {
    relation: r.from.creditTransactions,
    select: sql`t.id, t.user_id as "userId", t.kind, t.amount, t.currency, t.credits, t.created_at as "createdAt"`,
    when: 'created_at',
    tie: 'user_id',
    where,
  };
}

/** Amounts of one currency can be added; those of several can not. */
async function totalsOf(r: ReportReader, { relation, where }: FactList) {
  const rows = await r.rows<{ currency: string; count: number; amount: string; credits: string }>(
    sql`select t.currency, count(*) as count, sum(t.amount)::text as amount, sum(t.credits)::text as credits
     from ${relation} t where ${all(where)} group by 1 order by 1`,
  );
  const exact = exactOf(
    rows.flatMap(({ amount, credits }, i) => [
      [`totals.${i}.amount`, BigInt(amount)] as const,
      [`totals.${i}.credits`, BigInt(credits)] as const,
    ]),
  );
  return {
    totals: rows.map((row) => ({ ...row, amount: Number(row.amount), credits: Number(row.credits) })),
    exact,
  };
}
