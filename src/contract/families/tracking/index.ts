import { z } from 'zod';
import { family } from '../family.ts';
import { CommunityLike, CommunityShare, CreditTransaction, FactAnswer, Identity, Referral } from './facts.ts';
import { trackingRoutes } from './routes.ts';
import { Signal } from './signals.ts';
import { type ActivityInput, TrackAnswer, TrackBody } from './track.ts';

/** As accept judges it, which takes more than what is described. */
type Tracked = ActivityInput | { readonly activities: readonly ActivityInput[] };

const facts = <Item extends z.ZodType>(item: Item) => ({
  body: z.union([z.strictObject({ items: z.array(item).min(1).max(1000) }), item]),
  judged: true as const,
  answer: FactAnswer,
});

const refused = { 503: 'Nothing was taken; send the same again, with the same ids.' };
const judged = {
  ...refused,
  409: "A single one whose `id` belongs to another, or whose relation is read from the platform's own tables.",
  422: "A single one that isn't accepted; `fields` names what is wrong. In a batch each has its own outcome.",
};

export const tracking = family({
  title: 'Tracking',
  description: 'What the platform sends: activity, users and facts.',
  routes: trackingRoutes,
  endpoints: {
    track: {
      summary: 'Record one activity or a batch',
      schema: {
        body: TrackBody as unknown as z.ZodType<unknown, Tracked>,
        judged: true,
        answer: TrackAnswer,
      },
      example: {
        body: {
          activities: [
            {
              userId: 'user-17',
              action: 'smart_caption_generated',
              details: { theme: 'JOI', captionLength: 84 },
            },
          ],
        },
        description:
          "One activity, or 1 to 1,000 of them. Each has an outcome of its own; anything but `refused` is durable. Send `eventId` (a UUIDv7 made by you) so that sending again can't count twice.",
        also: {
          202: 'A single activity that was spooled: durable, and committed once the database is back.',
        },
        errors: {
          ...refused,
          422: 'A single activity that was set aside as a dead letter; `results` says why.',
        },
      },
    },
    identify: {
      summary: 'Record users',
      schema: facts(Identity),
      example: {
        body: {
          userId: 'user-17',
          email: 'mara@example.com',
          name: 'Mara Lindqvist',
          createdAt: '2026-01-05T09:30:00Z',
        },
        description: 'One user, or `{ "items": [...] }`. A field left out keeps its value; null clears it.',
        errors: judged,
      },
    },
    recordCreditTransactions: {
      summary: 'Record credit transactions',
      schema: facts(CreditTransaction),
      example: {
        body: {
          id: 'order-4411',
          userId: 'user-17',
          kind: 'purchase',
          amount: 1999,
          currency: 'USD',
          credits: 200,
          createdAt: '2026-03-14T18:20:00Z',
        },
        description: 'Idempotent by `id`. `amount` is in minor units; refunds are negative.',
        errors: judged,
      },
    },
    recordReferrals: {
      summary: 'Record referrals',
      schema: facts(Referral),
      example: {
        body: {
          id: 'referral-9',
          referrerId: 'user-17',
          refereeId: 'user-52',
          code: 'MARA10',
          creditReward: 50,
          createdAt: '2026-03-14T18:20:00Z',
        },
        description: 'Idempotent by `id`.',
        errors: judged,
      },
    },
    recordCommunityShares: {
      summary: 'Record community shares',
      schema: facts(CommunityShare),
      example: {
        body: { id: 'share-3', ownerId: 'user-17', kind: 'session', sharedAt: '2026-03-14T18:20:00Z' },
        description: 'Idempotent by `id`; send it again with `removedAt` when it is taken back.',
        errors: judged,
      },
    },
    recordLikes: {
      summary: 'Record community likes',
      schema: facts(CommunityLike),
      example: {
        body: { id: 'like-8', userId: 'user-52', shareId: 'share-3', createdAt: '2026-03-14T18:25:00Z' },
        description: 'Idempotent by `id`; send it again with `removedAt` when it is taken back.',
        errors: judged,
      },
    },
    recordSignals: {
      summary: 'Record API calls and presence',
      schema: facts(Signal),
      example: {
        body: {
          items: [
            {
              id: '0190b0f4-7e2a-7c3e-9d55-1f0a6c1f2b3d',
              userId: 'user-17',
              signal: 'api_call',
              count: 12,
              at: '2026-03-14T18:20:00Z',
            },
          ],
        },
        description:
          "From a platform that isn't on Node; on Node the middleware counts them. Idempotent by `id`; a minute of presence counts once, whoever tells of it. No older than 30 days.",
        errors: judged,
      },
    },
  },
});
