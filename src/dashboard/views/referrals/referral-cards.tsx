import type { ReactNode } from 'react';
import * as texts from '#texts/referrals.ts';
import type { ReferralMetric, ReferralStats } from '../../../contract/families/platform/referrals.ts';
import { exact } from '../../format/number.ts';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { platformCards, REFERRALS } from '../../numbers/platform-numbers.ts';
import { Bar } from '../../ui/bar.tsx';

/** The referral report as cards, `charted` being the number in the large chart. */
export function referralCards(stats: ReferralStats, charted: string): CardGroup[] {
  const { totalReferrals, activeReferrals, conversionRate, newReferrals, creditsEarned } = stats;
  const each = newReferrals === 0 ? 0 : Math.round((creditsEarned / newReferrals) * 10) / 10;
  const below: Partial<Record<ReferralMetric, ReactNode>> = {
    activeReferrals: texts.ofReferred(exact(activeReferrals), exact(totalReferrals)),
    conversionRate: <Bar part={conversionRate} className="mb-1.5" />,
    creditsEarned: each > 0 ? texts.aReferral(exact(each)) : undefined,
  };
  const cards = platformCards(REFERRALS, stats, charted, below);
  return [
    {
      category: 'users',
      label: texts.referredUsers,
      span: 'xl:col-span-9',
      cards: cards('newReferrals', 'totalReferrals', 'activeReferrals', 'conversionRate'),
    },
    { category: 'revenue', label: texts.rewards, span: 'xl:col-span-3', cards: cards('creditsEarned') },
  ];
}
