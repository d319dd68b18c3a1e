import type { ReactNode } from 'react';
import type { ReferralMetric, ReferralStats } from '../../../contract/families/platform/referrals.ts';
import { exact } from '../../format/number.ts';
import { cardOf } from '../../numbers/card.ts';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { platformInput, REFERRALS } from '../../numbers/platform-numbers.ts';
import { Bar } from '../../ui/bar.tsx';

/** The referral report as cards, `charted` being the number in the large chart. */
export function referralCards(stats: ReferralStats, charted: string): CardGroup[] {
  const { totalReferrals, activeReferrals, conversionRate, newReferrals, creditsEarned } = stats;
  const each = newReferrals === 0 ? 0 : Math.round((creditsEarned / newReferrals) * 10) / 10;
  const below: Partial<Record<ReferralMetric, ReactNode>> = {
    activeReferrals: `${exact(activeReferrals)} of ${exact(totalReferrals)} referred`,
    conversionRate: <Bar part={conversionRate} className="mb-1.5" />,
    creditsEarned: each > 0 ? `${exact(each)} a referral` : undefined,
  };
  const cards = (...names: ReferralMetric[]) =>
    names.map((name) => {
      const def = REFERRALS[name];
      return cardOf(name, def, { ...platformInput(name, def, stats), charted, below: below[name] });
    });
  return [
    {
      category: 'users',
      label: 'Referred users',
      span: 'xl:col-span-9',
      cards: cards('newReferrals', 'totalReferrals', 'activeReferrals', 'conversionRate'),
    },
    { category: 'revenue', label: 'Rewards', span: 'xl:col-span-3', cards: cards('creditsEarned') },
  ];
}
