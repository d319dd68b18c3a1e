import { z } from 'zod';
import {
  CommunityLike,
  CommunityShare,
  CreditTransaction,
  FactAnswer,
  Identity,
  Referral,
} from '../facts.ts';
import type { trackingRoutes } from '../routes/tracking.ts';
import { TrackAnswer, TrackBody } from '../track.ts';
import type { SchemasOf } from './schema.ts';

const facts = <Item extends z.ZodType>(item: Item) => ({
  body: z.union([z.strictObject({ items: z.array(item).min(1).max(1000) }), item]),
  judged: true as const,
  answer: FactAnswer,
});

export const trackingSchemas = {
  track: { body: TrackBody, judged: true, answer: TrackAnswer },
  identify: facts(Identity),
  recordCreditTransactions: facts(CreditTransaction),
  recordReferrals: facts(Referral),
  recordCommunityShares: facts(CommunityShare),
  recordLikes: facts(CommunityLike),
} satisfies SchemasOf<typeof trackingRoutes>;
