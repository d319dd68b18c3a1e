import * as texts from '#texts/rows.ts';
import { exact, peopleWords } from '../../format/number.ts';
import type { FactsPage } from '../../numbers/opened/fact-queries.ts';
import type { OpenedFacts } from '../../numbers/opened/opened-facts.ts';

interface FactSumProps {
  readonly page: FactsPage;
  readonly opened: OpenedFacts;
  /** What so many of them are called. */
  readonly noun: (n: number) => string;
  /** They are all of one user. */
  readonly alone: boolean;
}

/** `$1,204.50 in 58 transactions by 31 people`, `31 shares by 12 people`. */
export function FactSum({ page, opened: { adds }, noun, alone }: FactSumProps) {
  const n = page.meta.totalRows ?? 0;
  const { totals = [], totalUsers } = page;
  const credits = page.totalCredits ?? totals.reduce((sum, each) => sum + each.credits, 0);
  return (
    <>
      {adds === 'amount' &&
        totals.map(({ currency, amount }) => (
          <span key={currency}>
            <span className="font-semibold text-ink">{exact(amount, { kind: 'money', currency })}</span>
            {texts.amountIn}
          </span>
        ))}
      {adds === 'credits' && (
        <>
          <span className="font-semibold text-ink">{texts.credits(credits, exact(credits))}</span>
          {texts.amountIn}
        </>
      )}
      <span className={adds ? '' : 'font-semibold text-ink'}>{exact(n)}</span> {noun(n)}
      {totalUsers !== undefined && !alone && texts.byPeople(peopleWords(totalUsers))}
    </>
  );
}
