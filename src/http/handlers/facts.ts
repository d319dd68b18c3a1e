import type { FactOutcome } from '../../ingest/check-fact.ts';
import type { FactName } from '../../ingest/fact-rows.ts';
import { HttpError } from '../errors.ts';
import type { Handler, Reply } from '../handler.ts';
import { type Items, itemsOf } from './items.ts';

export const factsHandler = (name: FactName): Handler => ({
  async run({ services, body }) {
    const asked = itemsOf(body, 'items');
    return replyOf(asked, await services.recordFacts(name, asked.items));
  },
});

export const identify: Handler = {
  async run({ services, body }) {
    const asked = itemsOf(body, 'items');
    return replyOf(asked, await services.identify(asked.items));
  },
};

/** Nothing is wrong with what was sent. */
const OURS: ReadonlySet<string> = new Set([
  'database_unavailable',
  'database_refused',
  'internal_error',
  'transaction',
]);
/** Of a single one that was refused: it is wrong, or it stands against what is there. */
const STATUS = { invalid: 422, conflict: 409, mapped: 409 } as const;

function replyOf({ single }: Items, results: readonly FactOutcome[]): Reply {
  const unreachable = (r: FactOutcome) => r.outcome === 'refused' && OURS.has(r.reason);
  if (results.every(unreachable))
    throw new HttpError(
      503,
      'Nothing was recorded; send the same again.',
      { 'retry-after': '1' },
      { results },
    );
  const [first] = results;
  if (single && first!.outcome === 'refused') {
    const { reason, message, fields } = first!;
    const status = STATUS[reason as keyof typeof STATUS];
    throw new HttpError(status, `Not recorded: ${message}`, {}, { results, ...(fields && { fields }) });
  }
  return { body: { results } };
}
