import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from '../../../test/support/http.ts';

const MOST = Number.MAX_SAFE_INTEGER;
let s: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  s = await testServer({ cacheSeconds: 0 });
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const facts = [
    ['a', MOST, 'USD'],
    ['b', MOST, 'USD'],
    ['c', 3, 'USD'],
    ['d', MOST, 'EUR'],
    ['e', 2, 'EUR'],
    ['f', 5, 'GBP'],
  ] as const;
  const outcomes = await s.analytics.recordCreditTransactions(
    facts.map(([id, amount, currency]) => ({
      id,
      userId: 'u',
      kind: 'purchase',
      amount,
      currency,
      createdAt: at,
    })),
  );
  expect(outcomes.every(({ outcome }) => outcome === 'recorded')).toBe(true);
});
afterAll(() => s?.close());

it('adds up exactly beyond 2^53, and says so where a number rounds', async () => {
  const answer = await s.analytics.reports.analytics({ period: '7days' });
  expect(answer.exact).toMatchObject({
    revenue: '18014398509481985',
    'trends.revenue.change': '18014398509481985',
    'otherCurrencies.0.amount': '9007199254740993',
  });
  expect(answer.otherCurrencies[1]).toEqual({ currency: 'GBP', amount: 5 });
  const as = await s.signIn('ann@example.com', 'admin');
  const { json } = await s.ask('/api/admin/credit-transactions?period=7days', { as });
  const at = (currency: string) =>
    json.totals.findIndex((each: { currency: string }) => each.currency === currency);
  expect(json.exact).toEqual({
    [`totals.${at('EUR')}.amount`]: '9007199254740993',
    [`totals.${at('USD')}.amount`]: '18014398509481985',
  });
});
