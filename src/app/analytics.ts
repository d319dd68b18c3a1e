import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Catalogue, type DefaultCatalogue, defaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput, TrackOutcome } from '../contract/index.ts';
import { isTransient } from '../db/failures.ts';
import { DatabaseRefusal } from '../db/refusal.ts';
import { within } from '../db/within.ts';
import { createMiddleware } from '../http/middleware.ts';
import { answerUnopened } from '../http/unopened.ts';
import type { FactOutcome } from '../ingest/check-fact.ts';
import { createContext } from '../ingest/context.ts';
import { createIntake } from '../ingest/intake.ts';
import { demandWritten } from '../ingest/must-commit.ts';
import { errorText } from '../ingest/not-written.ts';
import { readOptions } from '../ingest/read-options.ts';
import { createSpoolOnly } from '../ingest/spooled/alone.ts';
import { waitingWords } from '../ingest/spooled/words.ts';
import { createTrouble } from '../ingest/trouble.ts';
import { TIMEOUT } from '../ingest/waiting.ts';
import { guarded, silent } from '../log/log.ts';
import type { Spool } from '../spool/index.ts';
import { checkOptions } from './check-options.ts';
import type { Installation } from './installation.ts';
import type { Analytics, RecordingOptions } from './interface.ts';
import { contextFault, openInstallation } from './open-installation.ts';
import { openSpool } from './open-spool.ts';
import type { AnalyticsOptions } from './options.ts';
import type { HostReports } from './report-types.ts';
import { createUsageTracking } from './tracking.ts';

/** How long the first try may hold up the host's start, in milliseconds. */
const FIRST_TRY = 10_000;
const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** A refusal stands until somebody has mended the database; that is seen without a restart. */
const AFTER_REFUSAL = 60_000;

/**
 * Opens an installation, and where the database can't be reached hands out one that waits for it in the
 * background, so that the host starts all the same. See `CreateAnalytics`.
 */
export async function createAnalytics<C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
): Promise<Analytics<C>> {
  const parts = prepare(options);
  if (options.waitForDatabase === false) return parts.open();
  const first = parts.open();
  try {
    const opened = await Promise.race([first, sleep(FIRST_TRY, undefined, { ref: false })]);
    if (opened) return opened;
  } catch (error) {
    if (!isTransient(error) || error instanceof DatabaseRefusal) throw error;
  }
  return createWaiting(options, { ...parts, first });
}

/** An installation at once, which opens its database in the background. See `OpenAnalytics`. */
export function openAnalytics<C extends Catalogue = DefaultCatalogue>(
  options: AnalyticsOptions<C>,
): Analytics<C> {
  const parts = prepare(options);
  // Not before the modules of the host have run: one of them may be what reads its .env.
  return createWaiting(options, { ...parts, first: nextTurn().then(parts.open) });
}

function prepare<C extends Catalogue>(options: AnalyticsOptions<C>) {
  checkOptions(options);
  const context = createContext();
  const spool = options.spool && openSpool(options.spool, guarded(options.log ?? silent));
  return { context, spool, open: () => openInstallation<C>({ ...options, context, kept: spool }) };
}

interface WaitingParts<C extends Catalogue> {
  readonly context: ReturnType<typeof createContext>;
  readonly spool: Spool | undefined;
  readonly first: Promise<Installation<C>>;
  readonly open: () => Promise<Installation<C>>;
}

function createWaiting<C extends Catalogue>(
  options: AnalyticsOptions<C>,
  { context, spool, first, open }: WaitingParts<C>,
): Analytics<C> {
  const log = guarded(options.log ?? silent);
  const trouble = createTrouble(log, () => spool && waitingWords(spool.state()));
  const catalogue = (options.catalogue ?? defaultCatalogue) as C;
  const timeout = options.queue?.timeout ?? TIMEOUT;
  const most = options.queue?.maxActivities ?? 20_000;
  const stop = new AbortController();
  let installation: Installation<C> | undefined;
  let failure: unknown = new Error("the database hasn't answered yet");
  let started = false;
  let waiting = 0;

  const looking = (async () => {
    let opening = first;
    for (let pause = SHORTEST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        const opened = await opening;
        if (stop.signal.aborted) return await opened.close();
        installation = opened;
        if (started) opened.start();
        log.info({}, 'the database was reached; activity is taken');
        return;
      } catch (error) {
        const refused = error instanceof DatabaseRefusal;
        if (errorText(error) !== errorText(failure))
          log[refused ? 'error' : 'warn'](
            { err: error },
            refused ? 'the database is refused; no activity is taken' : 'waiting for the database',
          );
        failure = error;
        await sleep(refused ? AFTER_REFUSAL : pause, undefined, { signal: stop.signal }).catch(() => {});
        if (stop.signal.aborted) return;
        opening = open();
      }
    }
  })();

  /** The installation, waited for as long as a call may take. */
  async function opened(): Promise<Installation<C> | undefined> {
    if (installation || failure instanceof DatabaseRefusal || stop.signal.aborted || waiting >= most)
      return installation;
    waiting++;
    await within(timeout, looking, () => {});
    waiting--;
    return installation;
  }

  function refused() {
    const told = {
      outcome: 'refused',
      reason: failure instanceof DatabaseRefusal ? 'database_refused' : 'database_unavailable',
      message: `not written: the database hasn't been reached yet (${errorText(failure)}); send it again with the same ids`,
    } as const;
    trouble.note(told, failure);
    return told;
  }
  async function demand(): Promise<Installation<C>> {
    const found = await opened();
    if (found) return found;
    throw new Error(`the database hasn't been reached yet: ${errorText(failure)}`, { cause: failure });
  }
  const intake = createIntake({ ...options, catalogue, now: options.now ?? Date.now, context });
  const spoolOnly =
    spool &&
    createSpoolOnly(spool, {
      intake,
      limits: options.queue ?? {},
      onTrouble: trouble.note,
      cause: () => failure,
    });
  const track: Analytics<C>['track'] = async (input, o) => {
    const options = readOptions(o);
    const inTransaction = options.tx !== undefined || ('noTransaction' in options && options.noTransaction);
    // What can be spooled needs to wait for nothing.
    const spools = spoolOnly && !inTransaction && !stop.signal.aborted;
    const found = installation ?? (spools ? undefined : await opened());
    if (found) return found.track(input, o);
    const told: TrackOutcome = spools
      ? await spoolOnly(input as ActivityInput, options)
      : inTransaction
        ? { ...refused(), reason: 'transaction' }
        : refused();
    if (options.mustCommit) demandWritten([told]);
    return told;
  };
  type Facts = (inputs: readonly never[], o?: RecordingOptions) => Promise<FactOutcome[]>;
  const many =
    (pick: (from: Installation<C>) => Facts) => async (inputs: readonly unknown[], o?: RecordingOptions) => {
      const found = await opened();
      if (found) return pick(found)(inputs as never[], o);
      const outcomes = inputs.map(refused);
      if (readOptions(o).mustCommit) demandWritten(outcomes);
      return outcomes;
    };
  const one = (write: ReturnType<typeof many>) => async (input: unknown, o?: RecordingOptions) =>
    (await write([input], o))[0]!;
  const identifyAll = many((from) => from.identifyAll);
  const recordCreditTransactions = many((from) => from.recordCreditTransactions);
  const recordReferrals = many((from) => from.recordReferrals);
  const recordCommunityShares = many((from) => from.recordCommunityShares);
  const recordLikes = many((from) => from.recordLikes);
  const report = <N extends keyof HostReports<C>>(name: N) =>
    (async (...given: never[]) =>
      ((await demand()).reports[name] as (...args: never[]) => unknown)(...given)) as HostReports<C>[N];
  const signal = (name: 'apiCall' | 'present') => (userId: string) => {
    if (installation) installation[name](userId);
    else
      trouble.note({
        outcome: 'not counted',
        reason: name,
        message: 'API calls and presence are counted once the database was reached',
      });
  };
  const signals = { apiCall: signal('apiCall'), present: signal('present') };

  return {
    catalogue,
    context,
    track,
    ...createUsageTracking<C>({ catalogue, track }),
    reports: {
      analytics: report('analytics'),
      usageAnalytics: report('usageAnalytics'),
      usageSummary: report('usageSummary'),
      userUsage: report('userUsage'),
      referralStats: report('referralStats'),
      recentReferrals: report('recentReferrals'),
      communityStats: report('communityStats'),
    },
    segments: {
      // A page waits for nothing.
      isIn: async (userId, slug) => installation?.segments.isIn(userId, slug) ?? false,
      async *members(slug) {
        yield* (await demand()).segments.members(slug);
      },
    },
    identify: one(identifyAll),
    identifyAll,
    recordCreditTransaction: one(recordCreditTransactions),
    recordCreditTransactions,
    recordReferral: one(recordReferrals),
    recordReferrals,
    recordCommunityShare: one(recordCommunityShares),
    recordCommunityShares,
    recordLike: one(recordLikes),
    recordLikes,
    eraseUser: async (userId) => (await demand()).eraseUser(userId),
    async *exportUser(userId) {
      yield* (await demand()).exportUser(userId);
    },
    // A page is made at once, without one.
    beaconToken: async (userId, o) => installation?.beaconToken(userId, o) ?? null,
    ...signals,
    // An installation that is open tells by itself that the request is its own, and learns of the user around first.
    fetch: async (request, info) =>
      installation
        ? installation.fetch(request, info)
        : context.apart(() => answerUnopened(request, info?.mount ?? options.basePath, failure)),
    ...createMiddleware(context, signals, {
      onFault: contextFault(trouble.note),
      trustProxy: options.trustProxy,
    }),
    start() {
      started = true;
      installation?.start();
    },
    endStreams: () => installation?.endStreams(),
    async close() {
      stop.abort();
      trouble.flush();
      if (installation) await installation.close();
      else {
        await spool?.close();
        await Promise.race([looking, sleep(FIRST_TRY, undefined, { ref: false })]);
      }
    },
  };
}
