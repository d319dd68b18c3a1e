import type { trackingRoutes } from '../../contract/families/tracking/routes.ts';
import type { ActivityInput, TrackAnswer } from '../../contract/index.ts';
import type { FactOutcome } from '../../ingest/check-fact.ts';
import type { FactName } from '../../ingest/fact-rows.ts';
import { BadRequest } from '../../reports/errors.ts';
import { HttpError } from '../errors.ts';
import type { Handler, HandlersOf, Reply } from '../handler.ts';

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

const factsHandler = (name: FactName): Handler => ({
  async run({ services, body }) {
    const asked = itemsOf(body, 'items');
    return replyOf(asked, await services.recordFacts(name, asked.items));
  },
});

const identify: Handler = {
  async run({ services, body }) {
    const asked = itemsOf(body, 'items');
    return replyOf(asked, await services.identify(asked.items));
  },
};

const recordSignals: Handler = {
  async run({ services, body }) {
    const asked = itemsOf(body, 'items');
    return replyOf(asked, await services.recordSignals(asked.items));
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

const MAX_ITEMS = 1_000;

/** What a body asks to be recorded. */
interface Items {
  readonly items: readonly unknown[];
  /** It came by itself, so the status of the answer tells what became of it. */
  readonly single: boolean;
}

/**
 * One object, or `{ [name]: [...] }` with up to 1,000 of them. What they hold is judged one by one later.
 *
 * @throws BadRequest
 */
function itemsOf(body: unknown, name: string): Items {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequest({ body: `takes an object, or { "${name}": [...] }` });
  if (!Object.hasOwn(body, name)) return { items: [body], single: true };
  const extra = Object.keys(body).filter((key) => key !== name);
  if (extra.length > 0)
    throw new BadRequest(Object.fromEntries(extra.map((key) => [key, `is unknown beside ${name}`])));
  const items = (body as Record<string, unknown>)[name];
  if (!Array.isArray(items) || items.length < 1 || items.length > MAX_ITEMS)
    throw new BadRequest({ [name]: `takes an array of 1 to ${MAX_ITEMS}` });
  return { items, single: false };
}

export const trackingHandlers: HandlersOf<typeof trackingRoutes> = {
  track,
  identify,
  recordCreditTransactions: factsHandler('creditTransactions'),
  recordReferrals: factsHandler('referrals'),
  recordCommunityShares: factsHandler('communityShares'),
  recordLikes: factsHandler('communityLikes'),
  recordSignals,
};
