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
  /** Requests a minute by one user's browsers; 0 for no limit. One address has ten times as many: others share it. */
  readonly beacon: number;
}

const USERS_BEHIND_ONE_ADDRESS = 10;

const MINUTE = 60;

/** Counts requests of this process, by who sends them. */
export function createRateLimit(limits: RateLimits) {
  const make = (points: number) =>
    points > 0 ? new RateLimiterMemory({ points, duration: MINUTE }) : undefined;
  const reads = make(limits.admin);
  const tracks = make(limits.track);
  const users = make(limits.beacon);
  const browsers = make(limits.beacon * USERS_BEHIND_ONE_ADDRESS);
  const limiterOf: Record<Access, RateLimiterMemory | undefined> = {
    admin: reads,
    viewer: reads,
    'signed-in': reads,
    track: tracks,
    user: browsers,
    anyone: undefined,
  };

  async function consume(limiter: RateLimiterMemory | undefined, who: string): Promise<void> {
    if (!limiter) return;
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
  }

  return {
    /** @throws HttpError 429 with `Retry-After` */
    demand: (
      { access }: Pick<Route, 'access'>,
      principal: Principal | null,
      { address }: Pick<Caller, 'address'>,
    ): Promise<void> =>
      consume(limiterOf[access], principal ? actorOf(principal) : `address:${address ?? 'unknown'}`),

    /** @throws HttpError 429 with `Retry-After` */
    demandOfUser: (userId: string): Promise<void> => consume(users, userId),
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;
