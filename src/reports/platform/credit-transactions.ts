import type { CreditTransactions, CreditTransactionsQuery } from '../../contract/index.ts';
import { all, sql } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf, rangeOf } from '../meta.ts';
import { profilesOf } from '../people/profiles.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED } from '../range/period.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { exactOf } from '../totals/exact.ts';
import { type FactList, factPage, factTotals, filtersIn, matching } from './fact-page.ts';
import { factPeople, refuseOrder } from './fact-people.ts';
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
const FILTERS = ['kind', 'currency', 'userId', 'search', 'groupBy', 'sortBy'] as const;

/**
 * GET /credit-transactions: what was paid, latest first. Purchases of the reporting currency add up to the
 * `revenue` of /analytics over the same range.
 *
 * @throws BadRequest for a range that can't be served or a foreign cursor
 */
export function run(ctx: ReportContext, query: ListQuery): Promise<CreditTransactions> {
  refuseOrder(query, 'user');
  if (query.sortBy === 'amount' && query.currency === undefined)
    throw new BadRequest({
      sortBy:
        "takes amount with one currency alone, since those of several can't be added; add currency=USD, say",
    });
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const range = await rangeOf(r, { ...query, ...LISTED }, scope, ['creditTransactions']);
    const list = await listOf(r, query, range, scope);
    const first = query.cursor === undefined ? await totalsOf(r, list) : null;
    const { rounded, pageSize, ...page } = await (query.groupBy ? peopleOf : transactionsOf)(r, query, list);
    const exact = exactOf([...(first?.sums ?? []), ...rounded]);
    return {
      ...page,
      ...(first && { totals: first.totals, totalUsers: first.totalUsers }),
      ...(exact && { exact }),
      meta: metaOf(ctx, range, {
        filters: { ...scope.echo, ...filtersIn(query, FILTERS) },
        source: 'facts',
        pageSize,
        ...(first && { totalRows: first.totals.reduce((n, { count }) => n + count, 0) }),
      }),
    };
  });
}

async function transactionsOf(r: ReportReader, query: ListQuery, list: FactList) {
  const { rows, ...page } = await factPage<Row>(r, list, query);
  const profile = await profilesOf(
    r,
    rows.map((row) => row.userId),
  );
  const transactions = rows.map(({ createdAt, ...row }) => ({
    ...row,
    email: profile(row.userId).email,
    name: profile(row.userId).name,
    timestamp: createdAt.toISOString(),
  }));
  return { ...page, transactions, rounded: [] };
}

/** Who paid, and how much. */
async function peopleOf(
  r: ReportReader,
  { currency, sortBy = 'count', ...query }: ListQuery,
  list: FactList,
) {
  const sums = { amount: sql`sum(t.amount)`, credits: sql`sum(t.credits)` };
  const { people, ...page } = await factPeople(r, list, { person: 't.user_id', sums, sortBy }, query);
  return {
    ...page,
    transactions: [],
    people: people.map((row) => ({
      ...row,
      amount: currency === undefined ? null : Number(row.amount),
      credits: Number(row.credits),
    })),
    rounded: people.flatMap(({ amount, credits }, i) => [
      ...(currency === undefined ? [] : [[`people.${i}.amount`, BigInt(amount)] as const]),
      [`people.${i}.credits`, BigInt(credits)] as const,
    ]),
  };
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

/** Amounts of one currency can be added; those of several can't. */
async function totalsOf(r: ReportReader, list: FactList) {
  const { relation, where } = list;
  const rows = await r.rows<{ currency: string; count: number; amount: string; credits: string }>(
    sql`select t.currency, count(*) as count, sum(t.amount)::text as amount, sum(t.credits)::text as credits
     from ${relation} t where ${all(where)} group by 1 order by 1`,
  );
  const { totalUsers } = await factTotals(r, list, { totalUsers: sql`count(distinct t.user_id)` });
  return {
    totals: rows.map((row) => ({ ...row, amount: Number(row.amount), credits: Number(row.credits) })),
    totalUsers,
    sums: rows.flatMap(({ amount, credits }, i) => [
      [`totals.${i}.amount`, BigInt(amount)] as const,
      [`totals.${i}.credits`, BigInt(credits)] as const,
    ]),
  };
}
