import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { actorOf, type Principal } from '../auth/index.ts';
import type { Access, Route } from '../contract/index.ts';
import type { Caller } from './caller.ts';
import { HttpError } from './errors.ts';

export interface RateLimits {
  /** Requests a minute by one operator, key or address; 0 for no limit. */
  readonly admin: number;
  /** Requests a minute by one key that records; 0 for no limit. */
  readonly track: number;
}

const MINUTE = 60;

/** Counts requests of this process, by who sends them. */
export function createRateLimit(limits: RateLimits) {
  const make = (points: number) =>
    points > 0 ? new RateLimiterMemory({ points, duration: MINUTE }) : undefined;
  const reads = make(limits.admin);
  const tracks = make(limits.track);
  const limiterOf: Record<Access, RateLimiterMemory | undefined> = {
    admin: reads,
    viewer: reads,
    'signed-in': reads,
    track: tracks,
    anyone: undefined,
  };

  /** @throws HttpError 429 with `Retry-After` */
  return async function demandRate(
    route: Pick<Route, 'access'>,
    principal: Principal | null,
    caller: Pick<Caller, 'address'>,
  ): Promise<void> {
    const limiter = limiterOf[route.access];
    if (!limiter) return;
    const who = principal ? actorOf(principal) : `address:${caller.address ?? 'unknown'}`;
    try {
      await limiter.consume(who);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const wait = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw new HttpError(
        429,
        `More than ${limiter.points} requests a minute; try again in ${wait} seconds.`,
        { 'retry-after': String(wait) },
      );
    }
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;
