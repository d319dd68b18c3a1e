import type { FactOutcome } from '../../ingest/check-fact.ts';
import type { FactName } from '../../ingest/fact-rows.ts';
import { HttpError } from '../errors.ts';
import type { Handler, Reply } from '../handler.ts';
import { itemsOf } from './items.ts';

export const recordFacts = (name: FactName): Handler => ({
  run: async ({ services, body }) => replyOf(await services.recordFacts(name, itemsOf(body, 'items'))),
});

export const identify: Handler = {
  run: async ({ services, body }) => replyOf(await services.identify(itemsOf(body, 'items'))),
};

function replyOf(results: readonly FactOutcome[]): Reply {
  const unreachable = (r: FactOutcome) => r.outcome === 'refused' && r.reason === 'database_unavailable';
  if (results.every(unreachable))
    throw new HttpError(503, 'Nothing was recorded; send the same again.', { 'retry-after': '1' });
  return { body: { results } };
}
