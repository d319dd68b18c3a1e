import { CommunityStats, communityStatsQuery } from '../community.ts';
import {
  CommunityLikes,
  CommunityShares,
  CreditTransactions,
  communityLikesQuery,
  communitySharesQuery,
  creditTransactionsQuery,
} from '../fact-lists.ts';
import { RecentReferrals, ReferralStats, recentReferralsQuery, referralStatsQuery } from '../referrals.ts';
import type { platformRoutes } from '../routes/platform.ts';
import { FILES, type SchemasOf } from './schema.ts';

export const platformSchemas = {
  referralStats: { query: referralStatsQuery, answer: ReferralStats },
  recentReferrals: { query: recentReferralsQuery, answer: RecentReferrals, media: FILES },
  communityStats: { query: communityStatsQuery, answer: CommunityStats },
  communityShares: { query: communitySharesQuery, answer: CommunityShares, media: FILES },
  communityLikes: { query: communityLikesQuery, answer: CommunityLikes, media: FILES },
  creditTransactions: { query: creditTransactionsQuery, answer: CreditTransactions, media: FILES },
} satisfies SchemasOf<typeof platformRoutes>;
