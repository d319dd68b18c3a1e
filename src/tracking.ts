import type {
  ActionOf,
  ActionsIn,
  CatalogueInput,
  DefaultCatalogue,
  DetailsOf,
  FeatureOf,
} from './catalogue/index.ts';
import type { ActivityInput, Outcome } from './contract/index.ts';
import type { HostTransaction } from './ingest/host.ts';

/** What a tracking call may add beside its details. */
export interface TrackingOptions
  extends Pick<ActivityInput, 'eventId' | 'createdAt' | 'sessionId' | 'visitId' | 'ipAddress' | 'userAgent'> {
  /** The caller's open transaction: the activity commits with it or not at all. */
  tx?: HostTransaction | undefined;
}

/** Whatever tracks: `createAnalytics()` here, the SDK in another process. */
export interface Tracker<C extends CatalogueInput = DefaultCatalogue> {
  /** Only for its type. */
  readonly catalogue: C;
  track(input: ActivityInput, options?: { tx?: HostTransaction | undefined }): Promise<Outcome>;
}

/** `created` of `session_created`. */
type VerbOf<Action extends string, Prefix extends string> = Action extends `${Prefix}_${infer Verb}`
  ? Verb
  : never;
type SessionVerb<C extends CatalogueInput> = VerbOf<ActionsIn<C, 'sessions'>, 'session'>;
type SessionAction<C extends CatalogueInput, V extends string> = `session_${V}` & ActionOf<C>;

/** Tracks actions of one feature, each with its own details. */
type TrackIn<C extends CatalogueInput, F extends string> = <A extends ActionsIn<C, F>>(
  userId: string,
  action: A,
  details?: DetailsOf<C, A>,
  options?: TrackingOptions,
) => Promise<Outcome>;

export interface UsageTracking<C extends CatalogueInput> {
  trackUserActivity<A extends ActionOf<C>>(
    userId: string,
    action: A,
    feature: FeatureOf<C, A>,
    details?: DetailsOf<C, A>,
    options?: TrackingOptions,
  ): Promise<Outcome>;
  /** `verb` is what follows `session_` in an action's name; `sessionId` is the content session. */
  trackSessionAction<V extends SessionVerb<C>>(
    userId: string,
    verb: V,
    sessionId: string,
    details?: DetailsOf<C, SessionAction<C, V>>,
    options?: TrackingOptions,
  ): Promise<Outcome>;
  trackCaptionAction: TrackIn<C, 'smart_captions'>;
  trackBabecockAction: TrackIn<C, 'babecock_studio'>;
  trackMediaAction: TrackIn<C, 'media_gallery'>;
  /** The action comes first here; `userId` is the one who acts. */
  trackAdminAction<A extends ActionsIn<C, 'admin'>>(
    action: A,
    userId: string,
    details?: DetailsOf<C, A>,
    options?: TrackingOptions,
  ): Promise<Outcome>;
}

/**
 * The tracking functions, typed from the catalogue: a misspelt action or a wrong detail does not compile.
 * None of them ever throws or rejects; each resolves, once it is durable, to what became of the activity.
 *
 * @example
 * const { trackCaptionAction } = createUsageTracking(analytics);
 * await trackCaptionAction(userId, 'smart_caption_generated', { theme: 'JOI', captionLength: 120 });
 */
export function createUsageTracking<C extends CatalogueInput>(tracker: Tracker<C>): UsageTracking<C> {
  const send = (
    userId: string,
    action: string,
    details: unknown,
    options: TrackingOptions = {},
    fields = {},
  ) => {
    const { tx, ...given } = options;
    return tracker.track({ userId, action, details, ...fields, ...given }, tx ? { tx } : {});
  };
  const inFeature = (userId: string, action: string, details?: unknown, options?: TrackingOptions) =>
    send(userId, action, details, options);
  return {
    trackUserActivity: (userId, action, feature, details, options) =>
      send(userId, action, details, options, { feature }),
    trackSessionAction: (userId, verb, sessionId, details, options) =>
      send(userId, `session_${verb}`, details, options, { sessionId }),
    trackCaptionAction: inFeature,
    trackBabecockAction: inFeature,
    trackMediaAction: inFeature,
    trackAdminAction: (action, userId, details, options) => send(userId, action, details, options),
  };
}
