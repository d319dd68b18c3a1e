import * as texts from '#texts/features.ts';
import type { Analytics } from '../../../contract/reports.ts';
import { exact } from '../../format/number.ts';
import { keyOf } from '../../numbers/opened/keys.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';

/** What was paid and isn't in the revenue beside it. */
export default function RevenueNote({ analytics }: { analytics: Analytics }) {
  const { currency, subscriptionRevenue, otherCurrencies } = analytics;
  return (
    <>
      {subscriptionRevenue !== 0 && (
        <span>
          {texts.apartSubscriptions}{' '}
          <Paid kind="subscription" amount={subscriptionRevenue} currency={currency} />
        </span>
      )}
      {otherCurrencies.length > 0 && (
        <span className="block">
          {texts.inOtherCurrencies}{' '}
          {otherCurrencies.map((other, i) => (
            <span key={other.currency}>
              {i > 0 && ', '}
              <Paid kind="purchase" {...other} />
            </span>
          ))}
        </span>
      )}
    </>
  );
}

function Paid({ kind, amount, currency }: { kind: string; amount: number; currency: string }) {
  return (
    <RowsLink of={keyOf.payments(kind, currency)} count={amount}>
      {exact(amount, { kind: 'money', currency })}
    </RowsLink>
  );
}
