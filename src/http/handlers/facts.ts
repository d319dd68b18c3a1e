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

/** Nothing is wrong with what was sent. */
const OURS: ReadonlySet<string> = new Set(['database_unavailable', 'database_refused', 'internal_error']);

function replyOf(results: readonly FactOutcome[]): Reply {
  const unreachable = (r: FactOutcome) => r.outcome === 'refused' && OURS.has(r.reason);
  if (results.every(unreachable))
    throw new HttpError(503, 'Nothing was recorded; send the same again.', { 'retry-after': '1' });
  return { body: { results } };
}
