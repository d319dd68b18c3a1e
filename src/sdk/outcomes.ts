import type { z } from 'zod';
import type { FactAnswer, Outcome } from '../contract/index.ts';

/** Why something wasn't kept by the server, and won't be sent again by the SDK. */
export type DropReason =
  /** `beforeSend` answered null, or threw. */
  | 'before_send'
  /** It can't be read or written as JSON; `field` names what. */
  | 'invalid'
  /** More than 32 KB; `field` names what takes most. */
  | 'too_large'
  /** `maxWaiting` or `maxWaitingBytes` are reached. */
  | 'queue_full'
  /** The server refused the request (400, 401, 403 and the like); `message` has what it said. */
  | 'rejected'
  /** It couldn't be delivered for `retryFor`. It isn't known whether a try whose answer was lost got there. */
  | 'gave_up'
  /** `shutdown` was called before, or ended first. */
  | 'shut_down';

/** Nothing is claimed: where it was sent at all, the same with the same ids can be sent again. */
export interface Dropped {
  readonly outcome: 'dropped';
  readonly reason: DropReason;
  readonly message: string;
  /** The field at fault, e.g. `details.caption`. */
  readonly field?: string | undefined;
}

/** On the server's disk, or with a spool on that of this machine: it counts once the way on is open again. */
export interface Spooled {
  readonly outcome: 'spooled';
  readonly eventId?: string;
}

/** What became of an activity: what the server says, once it is durable there, or why it never will be. */
export type ActivityOutcome = Exclude<Outcome, { outcome: 'refused' | 'spooled' }> | Spooled | Dropped;

/** What became of a user, a fact or a signal. `refused` is final here: invalid, a conflict, or mapped. */
export type FactOutcome = z.infer<typeof FactAnswer>['results'][number] | Spooled | Dropped;

export type Told = ActivityOutcome | FactOutcome;

export const dropped = (reason: DropReason, message: string, field?: string): Dropped => ({
  outcome: 'dropped',
  reason,
  message,
  field,
});
