import type { AskUser } from '../http/host.ts';
import type { MiddlewareOptions } from '../http/middleware.ts';

/** How a mount learns who of the host's users is signed in: whose browser the beacon's is. */
export type MountUser<R> = Pick<MiddlewareOptions<R>, 'userId'>;

/** How the user of one request is asked for; undefined where the host doesn't tell. */
export const askUserOf = <R>(request: R, { userId }: MountUser<R>): AskUser | undefined =>
  userId && (() => userId(request));
