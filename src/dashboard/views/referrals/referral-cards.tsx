import { Activity, CirclePlus, Coins, Share2, UserCheck } from 'lucide-react';
import type { ReferralStats } from '../../../contract/families/platform/referrals.ts';
import { exact, PART } from '../../format/number.ts';
import type { CardGroup } from '../../numbers/metric-cluster.tsx';
import { REFERRALS } from '../../numbers/platform.ts';
import { platformCard } from '../../numbers/platform-cards.ts';
import { Bar } from '../../ui/bar.tsx';

/** The referral report as cards, `charted` being the series in the large chart. */
export function referralCards(stats: ReferralStats, charted: string): CardGroup[] {
  const { series, totalReferrals, activeReferrals, conversionRate, newReferrals, creditsEarned } = stats;
  const each = newReferrals === 0 ? 0 : Math.round((creditsEarned / newReferrals) * 10) / 10;
  const flow = { series, name: 'newReferrals', charted } as const;
  const card = platformCard<keyof typeof REFERRALS, 'newReferrals' | 'creditsEarned'>;
  return [
    {
      category: 'users',
      label: 'Referred users',
      span: 'xl:col-span-9',
      cards: [
        card(REFERRALS, stats, 'newReferrals', { icon: CirclePlus }, flow),
        card(REFERRALS, stats, 'totalReferrals', { icon: Share2 }, { ...flow, cumulative: true }),
        card(REFERRALS, stats, 'activeReferrals', {
          icon: UserCheck,
          below: `${exact(activeReferrals)} of ${exact(totalReferrals)} referred`,
        }),
        card(REFERRALS, stats, 'conversionRate', {
          icon: Activity,
          unit: PART,
          below: <Bar part={conversionRate} className="mb-1.5" />,
        }),
      ],
    },
    {
      category: 'revenue',
      label: 'Rewards',
      span: 'xl:col-span-3',
      cards: [
        card(
          REFERRALS,
          stats,
          'creditsEarned',
          {
            icon: Coins,
            below: each > 0 ? `${exact(each)} a referral` : undefined,
          },
          { series, name: 'creditsEarned', charted },
        ),
      ],
    },
  ];
}
