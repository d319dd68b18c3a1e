import type { ActionOf, CatalogueInput, DefaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput, Id, TrackOutcome } from '../contract/index.ts';
import type { HostTransaction } from '../ingest/host.ts';
import {
  type ActivityOf,
  type ActivityOptions,
  type TrackingFunctions,
  trackingFunctions,
} from '../tracking/usage-tracking.ts';

/** Who acts; null or undefined is the user of the request around, as its middleware tells them. */
export type Actor = Id | null | undefined;

/** An activity of a host; without a `userId` it is of the request's user. */
export type HostActivity<C extends CatalogueInput, A extends ActionOf<C>> = Omit<
  ActivityOf<C, A>,
  'userId'
> & {
  userId?: Actor;
};

/** The same, whatever the catalogue. */
export type AnyHostActivity = Omit<ActivityInput, 'userId'> & { userId?: Actor };

/** What a tracking call may add beside its details. */
export interface TrackingOptions extends ActivityOptions {
  /** The caller's open transaction: the activity commits with it or not at all. */
  tx?: HostTransaction | null | undefined;
  /** Reject where nothing was written. */
  mustCommit?: boolean | null | undefined;
}

/** Whatever tracks, such as `createAnalytics()`. */
export interface Tracker<C extends CatalogueInput = DefaultCatalogue> {
  /** Only for its type. */
  readonly catalogue: C;
  track<A extends ActionOf<C>>(
    input: HostActivity<C, A>,
    options?: Pick<TrackingOptions, 'tx' | 'mustCommit'>,
  ): Promise<TrackOutcome>;
}

export interface UsageTracking<C extends CatalogueInput>
  extends TrackingFunctions<C, TrackingOptions, TrackOutcome, Actor> {}

/**
 * The tracking functions, typed from the catalogue: a misspelt action or a wrong detail doesn't compile.
 * None of them ever throws; each resolves, once it is durable, to what became of the activity. With `mustCommit` it
 * rejects with a `NotCommittedError` where nothing was written.
 *
 * @example
 * const { trackCaptionAction } = createUsageTracking(analytics);
 * await trackCaptionAction(userId, 'smart_caption_generated', { theme: 'JOI', captionLength: 120 });
 * await trackCaptionAction(null, 'smart_caption_generated'); // in a request: by its user
 */
export function createUsageTracking<C extends CatalogueInput>(tracker: Tracker<C>): UsageTracking<C> {
  return trackingFunctions(
    (activity, options) => tracker.track(activity as unknown as ActivityOf<C, ActionOf<C>>, options),
    ['tx', 'mustCommit'],
  );
}
