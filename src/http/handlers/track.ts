import type { ActivityInput, TrackAnswer } from '../../contract/index.ts';
import { HttpError } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { itemsOf } from './items.ts';

export const track: Handler = {
  body: true,
  async run({ services, body }) {
    const inputs = itemsOf(body, 'activities') as ActivityInput[];
    const tracked = await Promise.all(
      inputs.map((input) => services.ingest.track(input, { source: 'http' })),
    );
    const results = tracked.map((each) => each.outcome);
    if (results.every((result) => result.outcome === 'refused'))
      throw new HttpError(
        503,
        'No activity was taken; send the same ones again.',
        { 'retry-after': '1' },
        { results },
      );
    const answer: TrackAnswer = { results, generatedIds: tracked.some((each) => each.generatedId) };
    return { body: answer };
  },
};
