import type { Catalogue, DefaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput } from '../contract/index.ts';
import { within } from '../db/within.ts';
import { createApp } from '../http/app.ts';
import { createMiddleware } from '../http/middleware.ts';
import { type FactOutcome, refusedAs } from '../ingest/check-fact.ts';
import type { FactName } from '../ingest/fact-rows.ts';
import { wordsOf } from '../ingest/letter-payload.ts';
import { NotCommittedError } from '../ingest/must-commit.ts';
import type { TroubleLog } from '../ingest/trouble.ts';
import { closeStore } from '../store/store.ts';
import { type Background, startBackground } from './background.ts';
import { createHostReports } from './host-reports.ts';
import { createHostSegments } from './host-segments.ts';
import { hostVersion } from './host-version.ts';
import type { Installation, InstallationOptions } from './installation.ts';
import type { RecordingOptions } from './interface.ts';
import { createServices } from './services.ts';
import { type AnyHostActivity, createUsageTracking } from './tracking.ts';

/** How long `close` takes at most, in milliseconds, also while the database doesn't answer. */
const CLOSING = 10_000;

/** See `CreateAnalytics`. */
export async function openInstallation<C extends Catalogue = DefaultCatalogue>(
  options: InstallationOptions<C>,
): Promise<Installation<C>> {
  const services = await createServices(options);
  const { ingest, log, real: view } = services;
  const { db } = view;
  const catalogue = view.catalogue as C;
  const app = createApp(services);
  const started = services.now();
  const hostOf = () => {
    const version = hostVersion(options.version, (message) => log.warn({}, message));
    return version === null ? null : { version, started };
  };
  let jobs: Background | undefined;
  let closing: Promise<void> | undefined;

  const track = async (input: AnyHostActivity, o?: RecordingOptions | null) =>
    (await ingest.track(input as ActivityInput, o)).outcome;
  const facts = (name: FactName) => (inputs: readonly unknown[], given?: RecordingOptions | null) =>
    judged(inputs, (list) => services.recordFacts(name, list, given));
  const fact = (name: FactName) => async (input: unknown, given?: RecordingOptions | null) =>
    (await services.recordFacts(name, [input], given))[0]!;

  return {
    catalogue,
    db,
    ingest,
    auth: services.auth,
    view,
    tombstones: services.tombstones,
    reports: createHostReports(services),
    segments: createHostSegments(services),
    context: ingest.context,
    track,
    ...createUsageTracking<C>({ catalogue, track }),
    identify: async (user) => (await services.identify([user]))[0]!,
    identifyAll: (users) => judged(users, services.identify),
    recordCreditTransaction: fact('creditTransactions'),
    recordCreditTransactions: facts('creditTransactions'),
    recordReferral: fact('referrals'),
    recordReferrals: facts('referrals'),
    recordCommunityShare: fact('communityShares'),
    recordCommunityShares: facts('communityShares'),
    recordLike: fact('communityLikes'),
    recordLikes: facts('communityLikes'),
    eraseUser: (userId) => services.eraseUser(String(userId)),
    async *exportUser(userId) {
      await ingest.settle();
      yield* services.exportUser(String(userId));
    },
    retention: services.retention,
    apiCall: ingest.signals.apiCall,
    present: ingest.signals.present,
    fetch: (request, info) => {
      const askUser = info?.askUser ?? ingest.context.askUser();
      return ingest.context.apart(() => app(request, { ...info, askUser }));
    },
    async beaconToken(userId, o) {
      try {
        return services.beacon.tokens.make(userId, o?.minutes).token;
      } catch (error) {
        log.warn({ err: error }, 'beaconToken made no token');
        return null;
      }
    },
    ...createMiddleware(ingest.context, ingest.signals, {
      onFault: contextFault(services.trouble.note),
      trustProxy: options.trustProxy,
    }),
    endStreams: services.live.close,
    start() {
      jobs ??= startBackground(services, catalogue, hostOf());
      ingest.spooled?.start();
    },
    close() {
      closing ??= (async () => {
        const waitFor = createBudget(CLOSING);
        services.live.close();
        services.recorder.close();
        // Together, since each may wait for the same database that doesn't answer.
        await waitFor(7_500, Promise.all([jobs?.stop(), services.retention.stop(), ingest.close(7_000)]));
        await waitFor(
          9_000,
          services.audit.close().catch((error) => log.error({ err: error }, 'audit log not flushed')),
        );
        services.trouble.flush();
        await closeStore(db);
        await db.close(waitFor.left());
      })();
      return closing;
    },
  };
}

/** Tells the host's log that a function of its middleware threw. */
export const contextFault =
  (note: TroubleLog['note']) =>
  (name: string, error: unknown): void =>
    note(
      {
        outcome: 'not told',
        reason: `${name}_threw`,
        message: `${name}() of the middleware threw, so the request went on without what it tells`,
      },
      error,
    );

/** What is no list is judged as the one thing that it is, and refused with its reason. */
async function judged(
  inputs: unknown,
  judge: (list: readonly unknown[]) => Promise<FactOutcome[]>,
): Promise<FactOutcome[]> {
  try {
    return await judge(Array.isArray(inputs) ? Array.from(inputs) : [inputs]);
  } catch (thrown) {
    if (thrown instanceof NotCommittedError) throw thrown;
    return [refusedAs(`can't be read: ${wordsOf(thrown)}`)];
  }
}

/**
 * Time that several steps share.
 *
 * @param total milliseconds from now
 * @example
 * const waitFor = createBudget(10_000);
 * await waitFor(7_000, first()); // goes on after 7 s, whether it has ended or not
 * await close(waitFor.left());
 */
function createBudget(total: number) {
  const begun = performance.now();
  const until = (at: number) => Math.max(0, begun + at - performance.now());
  /** Waits for the work until so many milliseconds of the whole have passed. */
  const waitFor = async (at: number, work: Promise<unknown>): Promise<void> => {
    await within(until(at), work, () => {});
  };
  return Object.assign(waitFor, { left: () => until(total) });
}
