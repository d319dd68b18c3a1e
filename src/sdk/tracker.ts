import type { ActionOf, CatalogueInput, DefaultCatalogue } from '../catalogue/index.ts';
import { trackingRoutes } from '../contract/families/tracking/routes.ts';
import type {
  CommunityLike,
  CommunityShare,
  CreditTransaction,
  Id,
  Identity,
  Referral,
} from '../contract/index.ts';
import {
  type ActivityOf,
  type ActivityOptions,
  type TrackingFunctions,
  trackingFunctions,
} from '../tracking/usage-tracking.ts';
import { createDelivery } from './delivery.ts';
import { readOptions, type TrackerOptions } from './options.ts';
import {
  type ActivityOutcome,
  type Dropped,
  type DropReason,
  dropped,
  type FactOutcome,
  type Told,
} from './outcomes.ts';
import { readActivity } from './read-activity.ts';
import { createSignals } from './signals.ts';
import { type Fields, plain, toJson, Unfit, wordsOf } from './to-json.ts';

/** What became of all that was handed over since the tracker was made. */
export interface TrackerStats {
  /** Waiting or under way, and their bytes. */
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Requests whose content had to be sent again. */
  readonly retries: number;
  /** By outcome, e.g. `{ committed: 980, duplicate: 20, dropped: 3 }`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What was dropped, by reason; facts that the server refused are `rejected`. */
  readonly drops: Readonly<Partial<Record<DropReason, number>>>;
  /** Why the server refuses what is on disk, e.g. `answered 401: …`: it stays there for the next tracker. Else null. */
  readonly held: string | null;
}

/** Tracks from another process. No function of it ever throws or rejects. */
export interface RemoteTracker<C extends CatalogueInput = DefaultCatalogue>
  extends TrackingFunctions<C, ActivityOptions, ActivityOutcome> {
  /** Records one activity. Resolves once the server told its outcome, or it was dropped. */
  track<A extends ActionOf<C>>(activity: ActivityOf<C, A>): Promise<ActivityOutcome>;
  /** Records a user. A field left out keeps its value; null clears it. */
  identify(user: Identity): Promise<FactOutcome>;
  recordCreditTransaction(fact: CreditTransaction): Promise<FactOutcome>;
  recordReferral(fact: Referral): Promise<FactOutcome>;
  recordCommunityShare(fact: CommunityShare): Promise<FactOutcome>;
  recordLike(fact: CommunityLike): Promise<FactOutcome>;
  /** One API call by a user; added up, and sent every few seconds. Nobody is no user. */
  apiCall(userId: Id | null | undefined): void;
  /** A user is present now; the same minute counts once, over all processes. */
  present(userId: Id | null | undefined): void;
  /**
   * Sends all that waits at once. Resolves when each has its outcome, or after `within` milliseconds (10,000): what
   * is left goes on being tried.
   */
  flush(within?: number): Promise<TrackerStats>;
  /** As `flush`, but takes nothing more, and drops what is left at its end. */
  shutdown(within?: number): Promise<TrackerStats>;
  stats(): TrackerStats;
}

/**
 * Makes a tracker: the tracking functions of the library, over HTTP, for Node, Bun, Deno and edge platforms.
 *
 * @typeParam C the catalogue that types the functions; default: the one that comes with the library
 * @throws TypeError where an option is wrong, and which; afterwards nothing throws
 * @example
 * const tracker = createTracker({ url: 'https://example.com/insights', key: process.env.ANALYTICS_KEY! });
 * const told = await tracker.trackCaptionAction(userId, 'smart_caption_generated', { theme: 'JOI' });
 * if (told.outcome === 'dropped') console.warn(told.message);
 * await tracker.shutdown();
 */
export function createTracker<C extends CatalogueInput = DefaultCatalogue>(
  given: TrackerOptions,
): RemoteTracker<C> {
  const options = readOptions(given);
  const outcomes: Record<string, number> = {};
  const drops: Partial<Record<DropReason, number>> = {};
  let end: Promise<TrackerStats> | undefined;
  const signals = createSignals(
    (signal) => void put(trackingRoutes.recordSignals.path, signal, plain),
    () => delivery.wake(),
  );
  const delivery = createDelivery(options, signals.collect, note);

  /** Hands one over; resolves to what became of it. */
  function put<T extends Told>(path: string, item: unknown, read: (item: unknown) => Fields): Promise<T> {
    return new Promise((resolve) => {
      let known = item;
      const settle = (told: Told) => {
        note(path, known, told);
        resolve(told as T);
      };
      try {
        if (end) throw new Unfit('shut_down', '', 'came after shutdown');
        const fields = read(item);
        const { json, bytes } = toJson(fields);
        known = fields;
        if (!delivery.add({ path, json, bytes, since: Date.now(), settle }))
          throw new Unfit('queue_full', '', 'is more than maxWaiting or maxWaitingBytes');
      } catch (thrown) {
        const { reason, field } =
          thrown instanceof Unfit ? thrown : { reason: 'invalid' as const, field: '' };
        settle(dropped(reason, wordsOf(thrown), field || undefined));
      }
    });
  }

  function note(path: string, item: unknown, told: Told): void {
    outcomes[told.outcome] = (outcomes[told.outcome] ?? 0) + 1;
    if (told.outcome !== 'dropped' && told.outcome !== 'refused') return;
    const { message = '', field } = told as Partial<Dropped>;
    const reason = told.outcome === 'dropped' ? told.reason : 'rejected';
    drops[reason] = (drops[reason] ?? 0) + 1;
    try {
      options.onDrop?.({ path, item, reason, message, field });
    } catch {
      // Whoever is told must not stand in the way.
    }
  }

  const stats = (): TrackerStats => ({ ...delivery.state(), outcomes: { ...outcomes }, drops: { ...drops } });
  const activity = (item: unknown) =>
    put<ActivityOutcome>(trackingRoutes.track.path, item, (each) => readActivity(each, options.beforeSend));
  const fact =
    (name: keyof typeof trackingRoutes) =>
    (item: unknown): Promise<FactOutcome> =>
      put(trackingRoutes[name].path, item, plain);
  const signal = (count: (userId: Id) => void) => (userId: Id | null | undefined) => {
    if (end || userId === null || userId === undefined || userId === '') return;
    try {
      count(userId);
    } catch (thrown) {
      note(trackingRoutes.recordSignals.path, { userId }, dropped('invalid', wordsOf(thrown), 'userId'));
    }
  };
  const flush = (within = 10_000) => delivery.flush(within).then(stats);

  return {
    ...trackingFunctions<C, ActivityOptions, ActivityOutcome>(activity),
    track: activity,
    identify: fact('identify'),
    recordCreditTransaction: fact('recordCreditTransactions'),
    recordReferral: fact('recordReferrals'),
    recordCommunityShare: fact('recordCommunityShares'),
    recordLike: fact('recordLikes'),
    apiCall: signal(signals.apiCall),
    present: signal(signals.present),
    flush,
    shutdown(within) {
      if (end) return end;
      const flushed = flush(within);
      end = flushed.then(delivery.stop).then(stats);
      return end;
    },
    stats,
  };
}
