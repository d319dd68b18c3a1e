import type {
  ActionOf,
  ActionsIn,
  CatalogueInput,
  DefaultCatalogue,
  DetailsOf,
  FeatureOf,
} from '../catalogue/index.ts';
import type { ActivityInput, Id, TrackOutcome } from '../contract/index.ts';
import type { HostTransaction } from '../ingest/host.ts';

/** What a tracking call may add beside its details. */
export interface TrackingOptions
  extends Pick<ActivityInput, 'eventId' | 'createdAt' | 'sessionId' | 'visitId' | 'ipAddress' | 'userAgent'> {
  /** The caller's open transaction: the activity commits with it or not at all. */
  tx?: HostTransaction | null | undefined;
  /** Reject where nothing was written. */
  mustCommit?: boolean | null | undefined;
}

/** An activity as the catalogue types it: its action, the action's feature, the details that it declares. */
export interface ActivityOf<C extends CatalogueInput, A extends ActionOf<C>> extends ActivityInput {
  action: A;
  feature?: FeatureOf<C, A> | null;
  details?: DetailsOf<C, A> | null;
}

/** Whatever tracks: `createAnalytics()` here, the SDK in another process. */
export interface Tracker<C extends CatalogueInput = DefaultCatalogue> {
  /** Only for its type. */
  readonly catalogue: C;
  track<A extends ActionOf<C>>(
    input: ActivityOf<C, A>,
    options?: Pick<TrackingOptions, 'tx' | 'mustCommit'>,
  ): Promise<TrackOutcome>;
}

/** `created` of `session_created`. */
type VerbOf<Action extends string, Prefix extends string> = Action extends `${Prefix}_${infer Verb}`
  ? Verb
  : never;
type SessionVerb<C extends CatalogueInput> = VerbOf<ActionsIn<C, 'sessions'>, 'session'>;
type SessionAction<C extends CatalogueInput, V extends string> = `session_${V}` & ActionOf<C>;

/** Tracks actions of one feature, each with its own details. */
type TrackIn<C extends CatalogueInput, F extends string> = <A extends ActionsIn<C, F>>(
  userId: Id,
  action: A,
  details?: DetailsOf<C, A> | null,
  options?: TrackingOptions | null,
) => Promise<TrackOutcome>;

export interface UsageTracking<C extends CatalogueInput> {
  trackUserActivity<A extends ActionOf<C>>(
    userId: Id,
    action: A,
    feature: FeatureOf<C, A>,
    details?: DetailsOf<C, A> | null,
    options?: TrackingOptions | null,
  ): Promise<TrackOutcome>;
  /** `verb` is what follows `session_` in an action's name; `sessionId` is the content session. */
  trackSessionAction<V extends SessionVerb<C>>(
    userId: Id,
    verb: V,
    sessionId: Id,
    details?: DetailsOf<C, SessionAction<C, V>> | null,
    options?: TrackingOptions | null,
  ): Promise<TrackOutcome>;
  trackCaptionAction: TrackIn<C, 'smart_captions'>;
  trackBabecockAction: TrackIn<C, 'babecock_studio'>;
  trackMediaAction: TrackIn<C, 'media_gallery'>;
  /** The action comes first here; `userId` is the one who acts. */
  trackAdminAction<A extends ActionsIn<C, 'admin'>>(
    action: A,
    userId: Id,
    details?: DetailsOf<C, A> | null,
    options?: TrackingOptions | null,
  ): Promise<TrackOutcome>;
}

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
  const send = (
    userId: Id,
    action: string,
    details: unknown,
    options: TrackingOptions | null = {},
    fields = {},
  ): Promise<TrackOutcome> => {
    const input: Record<string, unknown> = { userId, action, details, ...fields };
    const told: Record<string, unknown> = {};
    try {
      for (const [name, value] of Object.entries(options ?? {}))
        if (name === 'tx' || name === 'mustCommit') told[name] = value;
        // A name that is none becomes a field that is none, and so is told.
        else input[OPTIONS.has(name) ? name : `options.${name}`] = value;
    } catch (thrown) {
      // Read once more by whoever can tell of it.
      const get = () => {
        throw thrown;
      };
      Object.defineProperty(input, 'options', { enumerable: true, get });
    }
    return tracker.track(input as unknown as ActivityOf<C, ActionOf<C>>, told);
  };
  const inFeature = (userId: Id, action: string, details?: unknown, options?: TrackingOptions | null) =>
    send(userId, action, details, options);
  return {
    trackUserActivity: (userId, action, feature, details, options) =>
      send(userId, action, details, options, { feature }),
    trackSessionAction: (userId, verb, sessionId, details, options) =>
      send(userId, typeof verb === 'string' ? `session_${verb}` : verb, details, options, { sessionId }),
    trackCaptionAction: inFeature,
    trackBabecockAction: inFeature,
    trackMediaAction: inFeature,
    trackAdminAction: (action, userId, details, options) => send(userId, action, details, options),
  };
}

/** Fields of an activity that the functions' options may tell. */
const OPTIONS: ReadonlySet<string> = new Set<keyof TrackingOptions>([
  'eventId',
  'createdAt',
  'sessionId',
  'visitId',
  'ipAddress',
  'userAgent',
]);
