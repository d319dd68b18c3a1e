import { CommunityStats, communityStatsQuery } from '../community.ts';
import { RecentReferrals, ReferralStats, recentReferralsQuery, referralStatsQuery } from '../referrals.ts';
import type { platformRoutes } from '../routes/platform.ts';
import { FILES, type SchemasOf } from './schema.ts';

export const platformSchemas = {
  referralStats: { query: referralStatsQuery, answer: ReferralStats },
  recentReferrals: { query: recentReferralsQuery, answer: RecentReferrals, media: FILES },
  communityStats: { query: communityStatsQuery, answer: CommunityStats },
} satisfies SchemasOf<typeof platformRoutes>;
