import type { ActionOf, CatalogueInput, DefaultCatalogue } from '../catalogue/index.ts';
import type { TrackOutcome } from '../contract/index.ts';
import type { HostTransaction } from '../ingest/host.ts';
import {
  type ActivityOf,
  type ActivityOptions,
  type TrackingFunctions,
  trackingFunctions,
} from '../tracking/usage-tracking.ts';

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
    input: ActivityOf<C, A>,
    options?: Pick<TrackingOptions, 'tx' | 'mustCommit'>,
  ): Promise<TrackOutcome>;
}

export interface UsageTracking<C extends CatalogueInput>
  extends TrackingFunctions<C, TrackingOptions, TrackOutcome> {}

/**
 * The tracking functions, typed from the catalogue: a misspelt action or a wrong detail doesn't compile.
 * None of them ever throws; each resolves, once it is durable, to what became of the activity. With `mustCommit` it
 * rejects with a `NotCommittedError` where nothing was written.
 *
 * @example
 * const { trackCaptionAction } = createUsageTracking(analytics);
 * await trackCaptionAction(userId, 'smart_caption_generated', { theme: 'JOI', captionLength: 120 });
 */
export function createUsageTracking<C extends CatalogueInput>(tracker: Tracker<C>): UsageTracking<C> {
  return trackingFunctions(
    (activity, options) => tracker.track(activity as unknown as ActivityOf<C, ActionOf<C>>, options),
    ['tx', 'mustCommit'],
  );
}
