import { BEACON_SKEW } from '../../contract/families/beacon/limits.ts';
import type { beaconRoutes } from '../../contract/families/beacon/routes.ts';
import { BEACON_REFUSALS, type BeaconAnswer, type BeaconOutcome } from '../../contract/index.ts';
import { recordPresence } from '../beacon/presence.ts';
import { beaconUser } from '../beacon/user.ts';
import { HttpError } from '../errors.ts';
import type { Call, Handler, HandlersOf } from '../handler.ts';

const beacon: Handler<'beacon'> = {
  async run(call) {
    const { services, body, request, askUser } = call;
    const now = services.now();
    const ahead = now - body.sentAt;
    // Less than a second may be the way here.
    const adjust = Math.abs(ahead) > 1_000 ? ahead : 0;
    if (wantsNone(request.headers)) return { body: ignored(call, 'do_not_track', adjust) };
    const userId = await beaconUser(body.token, askUser, services);
    if (userId === null) return { body: ignored(call, 'nobody', adjust) };
    await services.rateLimit.demandOfUser(userId);
    if (Math.abs(ahead) > BEACON_SKEW)
      throw new HttpError(409, "The browser's clock is more than a minute off.", {}, { adjust });
    const recorded = await Promise.all([
      recordActivities(call, userId, now),
      recordPresence(body.presence ?? [], { userId, now, services }),
    ]);
    const results = recorded.flat();
    if (results.some(isPassing))
      throw new HttpError(503, 'Not all of it was taken; send the same again, with the same ids.', {
        'retry-after': '5',
      });
    const told = new Set(results.flatMap((each) => ('message' in each ? each.message : [])));
    const detail = told.size > 0 ? { detail: [...told].join('; ') } : {};
    // What is left of outcomes is told as it is.
    return { body: { results: results as BeaconOutcome[], adjust, ...detail } satisfies BeaconAnswer };
  },
};

/** As its browser says with each request. */
const wantsNone = (headers: Headers) => headers.get('dnt') === '1' || headers.get('sec-gpc') === '1';

function ignored(
  { body: { activities = [], presence = [] } }: Call<'beacon'>,
  reason: 'nobody' | 'do_not_track',
  adjust: number,
): BeaconAnswer {
  return { results: [...activities, ...presence].map(() => ({ outcome: 'ignored', reason })), adjust };
}

function recordActivities({ services, body, request, caller }: Call<'beacon'>, userId: string, now: number) {
  const { beacon, ingest, trouble } = services;
  const ipAddress = caller.address;
  const userAgent = request.headers.get('user-agent')?.slice(0, 1_000);
  return Promise.all(
    (body.activities ?? []).map(async (each) => {
      const judged = beacon.judge(each, now);
      if ('outcome' in judged) {
        trouble.note(judged);
        return judged;
      }
      const activity = { ...judged, userId, ipAddress, userAgent };
      const { outcome } = await ingest.track(activity, undefined, 'beacon');
      return 'eventId' in outcome ? { outcome: outcome.outcome } : outcome;
    }),
  );
}

const REFUSALS: ReadonlySet<string> = new Set(BEACON_REFUSALS);

/** Refused for now alone: the same is taken once it is sent again. */
const isPassing = (each: { readonly outcome: string; readonly reason?: string }) =>
  each.outcome === 'refused' && !REFUSALS.has(each.reason ?? '');

const beaconToken: Handler<'beaconToken'> = {
  async run({ services, body }) {
    const { token, expiresAt } = services.beacon.tokens.make(body.userId, body.minutes);
    return { body: { token, expiresAt: new Date(expiresAt).toISOString() } };
  },
};

export const beaconHandlers: HandlersOf<typeof beaconRoutes> = { beacon, beaconToken };
