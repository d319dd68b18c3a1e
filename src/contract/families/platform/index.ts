import { family } from '../family.ts';
import { FILES } from '../schema.ts';
import { CommunityStats, communityStatsQuery } from './community.ts';
import {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
  communityLikesQuery,
  communitySharesQuery,
  creditTransactionsQuery,
} from './fact-lists.ts';
import {
  LikeOutcomePeople,
  LikeOutcomes,
  likeOutcomePeopleQuery,
  likeOutcomesQuery,
} from './like-outcomes.ts';
import {
  ReferralOutcomePeople,
  ReferralOutcomes,
  referralOutcomePeopleQuery,
  referralOutcomesQuery,
} from './referral-outcomes.ts';
import { RecentReferrals, ReferralStats, recentReferralsQuery, referralStatsQuery } from './referrals.ts';
import { platformRoutes } from './routes.ts';
import { UserFacts } from './user-facts.ts';

export const platform = family({
  title: 'Referrals and community',
  description: 'Reports over the facts of the platform.',
  routes: platformRoutes,
  endpoints: {
    referralStats: {
      summary: 'Referred users, how many are active, rewards, top referrers and codes',
      schema: { query: referralStatsQuery, answer: ReferralStats },
      example: {
        query: { period: '90days' },
        description: 'A user counts once, however often they were referred.',
      },
    },
    recentReferrals: {
      summary: 'Latest referrals, page by page',
      schema: { query: recentReferralsQuery, answer: RecentReferrals, media: FILES },
      example: { query: { pageSize: 2, code: 'MARA10' }, description: 'Goes on with `cursor`.' },
    },
    referralOutcomes: {
      summary: 'What became of people who were referred, and of all others',
      schema: { query: referralOutcomesQuery, answer: ReferralOutcomes, media: FILES },
      example: {
        query: { period: '90days', by: 'code' },
        description:
          'Of accounts created in the range: who was active, made something and paid since, their purchases and what their referrals cost. Each stands by their first referral.',
      },
    },
    referralOutcomePeople: {
      summary: 'Who is behind a number of what became of referred people',
      schema: { query: referralOutcomePeopleQuery, answer: ReferralOutcomePeople, media: FILES },
      example: {
        query: { period: '90days', by: 'code', key: 'MARA10', step: 'paid', pageSize: 2 },
        description: 'As many as the number of `/referrals/outcomes`.',
      },
    },
    communityStats: {
      summary: 'Shared sessions and media, likes and top contributors',
      schema: { query: communityStatsQuery, answer: CommunityStats },
      example: {
        query: { period: '30days' },
        description: 'From shares and likes alone; activity is told by `/usage-analytics`.',
      },
    },
    communityShares: {
      summary: 'The shares behind the community numbers, latest first',
      schema: { query: communitySharesQuery, answer: CommunityShares, media: FILES },
      example: {
        query: { period: '30days', kind: 'session', pageSize: 2 },
        description: 'As many as `/community/stats` counts. Goes on with `cursor`.',
      },
    },
    communityLikes: {
      summary: 'The likes behind the community numbers, latest first',
      schema: { query: communityLikesQuery, answer: CommunityLikes, media: FILES },
      example: {
        query: { period: '30days', ownerId: 'user-17', pageSize: 2 },
        description: 'As many as `/community/stats` counts. Goes on with `cursor`.',
      },
    },
    likeOutcomes: {
      summary: 'From shares to likes, and to the first that those who liked made themselves',
      schema: { query: likeOutcomesQuery, answer: LikeOutcomes, media: FILES },
      example: {
        query: { period: '90days', by: 'kind', within: 30 },
        description:
          'Of people whose first like was in the range: who had made nothing before it, and made something in the 30 days from it.',
      },
    },
    likeOutcomePeople: {
      summary: 'Who is behind a number of those who liked',
      schema: { query: likeOutcomePeopleQuery, answer: LikeOutcomePeople, media: FILES },
      example: {
        query: { period: '90days', step: 'newcomers', pageSize: 2 },
        description: 'As many as the number of `/community/outcomes`.',
      },
    },
    creditTransactions: {
      summary: 'The payments behind the revenue, latest first',
      schema: { query: creditTransactionsQuery, answer: CreditTransactions, media: FILES },
      example: {
        query: { period: '30days', kind: 'purchase', currency: 'USD', pageSize: 2 },
        description:
          'Purchases of the reporting currency add up to the `revenue` of `/analytics`; refunds are negative. Goes on with `cursor`.',
      },
    },
    userFacts: {
      summary: 'What one user paid, referred, shared and liked, and who referred them',
      schema: { answer: UserFacts },
      example: {
        params: { userId: 'user-17' },
        description: 'Of all time. The lists behind the numbers take `userId`, `ownerId` or `referrerId`.',
      },
    },
  },
});
