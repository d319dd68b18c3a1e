import type { trackingRoutes } from '../../contract/families/tracking/routes.ts';
import type { ActivityInput, TrackAnswer } from '../../contract/index.ts';
import { HttpError } from '../errors.ts';
import type { Handler, HandlersOf } from '../handler.ts';
import { factsHandler, identify } from './facts.ts';
import { itemsOf } from './items.ts';

const track: Handler<'track'> = {
  async run({ services, body }) {
    const { items, single } = itemsOf(body, 'activities');
    const tracked = await Promise.all(
      items.map((input) => services.ingest.track(input as ActivityInput, undefined, 'http')),
    );
    const results = tracked.map((each) => each.outcome);
    if (results.every((result) => result.outcome === 'refused'))
      throw new HttpError(
        503,
        'No activity was taken; send the same ones again.',
        { 'retry-after': '1' },
        { results },
      );
    const [first] = results;
    if (single && first!.outcome === 'dead_letter')
      throw new HttpError(422, `Set aside as a dead letter: ${first!.message}`, {}, { results });
    const answer: TrackAnswer = { results, generatedIds: tracked.some((each) => each.generatedId) };
    return { status: single && first!.outcome === 'spooled' ? 202 : 200, body: answer };
  },
};

export const trackingHandlers: HandlersOf<typeof trackingRoutes> = {
  track,
  identify,
  recordCreditTransactions: factsHandler('creditTransactions'),
  recordReferrals: factsHandler('referrals'),
  recordCommunityShares: factsHandler('communityShares'),
  recordLikes: factsHandler('communityLikes'),
};
