import type { ActionOf, ActionsIn, CatalogueInput, DetailsOf, FeatureOf } from '../catalogue/index.ts';
import type { ActivityInput, Id } from '../contract/index.ts';

/** Fields of an activity that a tracking call may add beside its details. */
export type ActivityOptions = Pick<
  ActivityInput,
  'eventId' | 'createdAt' | 'sessionId' | 'visitId' | 'ipAddress' | 'userAgent'
>;

/** An activity as the catalogue types it: its action, the action's feature, the details that it declares. */
export interface ActivityOf<C extends CatalogueInput, A extends ActionOf<C>> extends ActivityInput {
  action: A;
  feature?: FeatureOf<C, A> | null | undefined;
  details?: DetailsOf<C, A> | null | undefined;
}

/** `created` of `session_created`. */
type VerbOf<Action extends string, Prefix extends string> = Action extends `${Prefix}_${infer Verb}`
  ? Verb
  : never;
type SessionVerb<C extends CatalogueInput> = VerbOf<ActionsIn<C, 'sessions'>, 'session'>;
type SessionAction<C extends CatalogueInput, V extends string> = `session_${V}` & ActionOf<C>;

/** Tracks actions of one feature, each with its own details. */
type TrackIn<C extends CatalogueInput, F extends string, Options, Told, Who> = <A extends ActionsIn<C, F>>(
  userId: Who,
  action: A,
  details?: DetailsOf<C, A> | null,
  options?: Options | null,
) => Promise<Told>;

/**
 * The tracking functions, in the platform's own process and in the SDK.
 *
 * @typeParam Options what a call may add beside its details
 * @typeParam Told what is told of the activity
 * @typeParam Who what a user is named by; null or undefined, where a request tells who acts
 */
export interface TrackingFunctions<C extends CatalogueInput, Options, Told, Who = Id> {
  trackUserActivity<A extends ActionOf<C>>(
    userId: Who,
    action: A,
    feature: FeatureOf<C, A>,
    details?: DetailsOf<C, A> | null,
    options?: Options | null,
  ): Promise<Told>;
  /** `verb` is what follows `session_` in an action's name; `sessionId` is the content session. */
  trackSessionAction<V extends SessionVerb<C>>(
    userId: Who,
    verb: V,
    sessionId: Id,
    details?: DetailsOf<C, SessionAction<C, V>> | null,
    options?: Options | null,
  ): Promise<Told>;
  trackCaptionAction: TrackIn<C, 'smart_captions', Options, Told, Who>;
  trackBabecockAction: TrackIn<C, 'babecock_studio', Options, Told, Who>;
  trackMediaAction: TrackIn<C, 'media_gallery', Options, Told, Who>;
  /** The action comes first here; `userId` is the one who acts. */
  trackAdminAction<A extends ActionsIn<C, 'admin'>>(
    action: A,
    userId: Who,
    details?: DetailsOf<C, A> | null,
    options?: Options | null,
  ): Promise<Told>;
}

/**
 * Makes the tracking functions of one that tracks. What they are given is read as it comes: they never throw.
 *
 * @param track gets the activity, and apart from it the options that `apart` names
 */
export function trackingFunctions<C extends CatalogueInput, Options, Told, Who = Id>(
  track: (activity: Record<string, unknown>, options: Record<string, unknown>) => Promise<Told>,
  apart: readonly string[] = [],
): TrackingFunctions<C, Options, Told, Who> {
  const send = (
    userId: Who,
    action: string,
    details: unknown,
    options: Options | null | undefined,
    fields = {},
  ): Promise<Told> => {
    const activity: Record<string, unknown> = { userId, action, details, ...fields };
    const told: Record<string, unknown> = {};
    try {
      for (const [name, value] of Object.entries(options ?? {}))
        if (apart.includes(name)) told[name] = value;
        // A name that is none becomes a field that is none, and so is told.
        else activity[OPTIONS.has(name) ? name : `options.${name}`] = value;
    } catch (thrown) {
      // Read once more by whoever can tell of it.
      const get = () => {
        throw thrown;
      };
      Object.defineProperty(activity, 'options', { enumerable: true, get });
    }
    return track(activity, told);
  };
  const inFeature = (userId: Who, action: string, details?: unknown, options?: Options | null) =>
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
const OPTIONS: ReadonlySet<string> = new Set<keyof ActivityOptions>([
  'eventId',
  'createdAt',
  'sessionId',
  'visitId',
  'ipAddress',
  'userAgent',
]);
