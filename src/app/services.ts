import { fileURLToPath } from 'node:url';
import { createAudit, eraseAuditSubject, LostRows, pruneAudit } from '../audit/index.ts';
import { createAuth } from '../auth/index.ts';
import { type Catalogue, defaultCatalogue } from '../catalogue/index.ts';
import { openDatabase } from '../db/open.ts';
import { packageFile } from '../db/package-file.ts';
import { exportUser } from '../export/export-user.ts';
import { createJudge } from '../http/beacon/judge.ts';
import { createBeaconTokens } from '../http/beacon/tokens.ts';
import { createCache } from '../http/cache.ts';
import { createLiveStreams } from '../http/live/streams.ts';
import { normalBasePath } from '../http/paths.ts';
import { createRateLimit } from '../http/rate-limit.ts';
import type { PlatformView, Services } from '../http/services.ts';
import { type FactOutcome, refusedAs } from '../ingest/check-fact.ts';
import { createEnrich } from '../ingest/enrich.ts';
import { recordFacts } from '../ingest/facts.ts';
import { identifyUsers } from '../ingest/identify.ts';
import { createIngest } from '../ingest/index.ts';
import { DEFAULT_PRIVACY } from '../ingest/intake.ts';
import { demandWritten } from '../ingest/must-commit.ts';
import { readOptions } from '../ingest/read-options.ts';
import { waitingWords } from '../ingest/spooled/words.ts';
import { createTombstones } from '../ingest/tombstones.ts';
import { createTrouble } from '../ingest/trouble.ts';
import { eraseUser } from '../jobs/erase/index.ts';
import { createRetentionRunner } from '../jobs/retention-runner.ts';
import { guarded, silent } from '../log/log.ts';
import { createDatabaseState, createMetrics, createReadiness, createRecorder } from '../operation/index.ts';
import { databaseSecret, matchesSecret } from '../secrets/database-secret.ts';
import { deriveKey } from '../secrets/derive-key.ts';
import { checkOptions } from './check-options.ts';
import type { InstallationOptions } from './installation.ts';
import { openSpool } from './open-spool.ts';

/** Opens the database and makes all that an installation works with. Nothing runs by itself yet. */
export async function createServices(options: InstallationOptions<Catalogue>): Promise<Services> {
  checkOptions(options);
  const now = options.now ?? Date.now;
  const log = guarded(options.log ?? silent);
  const catalogue = options.catalogue ?? defaultCatalogue;
  const { databaseUrl: url } = options;
  const { db, zone, warnings } = await openDatabase({
    url: typeof url === 'function' ? url() : url,
    pool: options.pool,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    ...(options.poolSize ? { poolSize: options.poolSize } : {}),
    pooler: options.pooler,
    queryTimeout: options.queryTimeout,
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    catalogue,
    timezone: options.timezone,
    migrate: options.migrate ?? true,
    facts: options.facts,
    now,
  });
  for (const warning of warnings) log.warn({}, warning);
  if (options.secret && options.secret.length < 32)
    throw new Error(`secret has ${options.secret.length} bytes; use 32 or more, made at random`);
  const secret = options.secret ?? (await databaseSecret(db)).secret;
  if (!(await matchesSecret(db, secret)))
    log.warn({}, "the secret key isn't the one this database was used with: erased users aren't recognised");
  const privacy = options.privacy ?? DEFAULT_PRIVACY;
  const tombstones = createTombstones(db, deriveKey(secret, 'tombstones'));
  const spool = options.kept ?? (options.spool && openSpool(options.spool, log));
  const trouble = createTrouble(log, () => {
    const state = ingest.spooled?.state();
    return state && waitingWords(state, state.refusal);
  });
  const ingest = createIngest(db, {
    catalogue,
    privacy,
    now,
    tombstones,
    onTrouble: trouble.note,
    context: options.context,
    spool,
    onDrained: (n) =>
      log.info({}, `the database took what waited in the spool: ${n.toLocaleString('en')} activities`),
    ...(options.queue ? { queue: options.queue } : {}),
  });
  const noting = async (recorded: Promise<FactOutcome[]>) => {
    const outcomes = await recorded;
    for (const each of outcomes) trouble.note(each);
    return outcomes;
  };
  const foldPending = async () => {
    await ingest.syncUsers();
    await ingest.foldPending();
  };
  const recorder = createRecorder(now, ingest.queue);
  const readiness = createReadiness({ db, catalogue, queue: ingest.queue, log, now });
  const databaseState = createDatabaseState(db, now);
  const view: PlatformView = { db, catalogue, zone, sample: false, foldPending };
  return {
    real: view,
    sample: options.sample,
    currency: options.currency ?? 'USD',
    secret,
    tombstones,
    retention: createRetentionRunner(db, {
      catalogue,
      now,
      prune: { auditLog: async (before, o) => (await pruneAudit(db, before, { ...o, secret })).rows },
    }),
    async eraseUser(userId) {
      await ingest.settle();
      const receipt = await eraseUser(db, userId, {
        catalogue,
        tombstones,
        now: now(),
        eraseAuditSubject: (client, id, also) => eraseAuditSubject(client, db, secret, id, also),
      });
      // What the database didn't take; later it would be told from others' by the tombstone alone.
      const spooled = receipt && (await ingest.spooled?.erase(userId));
      return spooled ? { ...receipt, removed: { ...receipt.removed, spool: spooled } } : receipt;
    },
    exportUser: (userId) => exportUser(db, userId, { now: now(), spooled: ingest.spooled?.of(userId) }),
    now,
    log,
    ingest,
    auth: createAuth(db, {
      now,
      key: deriveKey(secret, 'auth'),
      publicUrl: options.publicUrl?.replace(/\/+$/, ''),
      oidc: options.oidc,
      onWarning: (message) => log.warn({}, `sign-in: ${message}`),
    }),
    audit: createAudit(db, {
      secret,
      now,
      headFile: options.auditHeadFile,
      onError: (error) =>
        log.error(
          { err: error },
          error instanceof LostRows ? 'audit log changed behind our back' : 'audit log not written',
        ),
    }),
    cache: createCache(options.cacheSeconds ?? 300, now),
    recorder,
    databaseState,
    serverState: options.serverState,
    readiness,
    metrics: createMetrics({
      db,
      ingest,
      recorder,
      databaseState,
      serverState: options.serverState,
    }),
    rateLimit: createRateLimit({
      admin: options.rateLimit ?? 600,
      track: options.trackRateLimit ?? 0,
      beacon: options.beaconRateLimit ?? 120,
    }),
    beacon: {
      tokens: createBeaconTokens(deriveKey(secret, 'beacon'), db.s, now),
      judge: createJudge(catalogue, options.beaconActions ?? []),
      countsPresence: Object.values(catalogue.counters).some(({ signal }) => signal === 'presence_minute'),
    },
    live: createLiveStreams(),
    trouble,
    async recordFacts(name, inputs, given) {
      const options = readOptions(given);
      if ('why' in options) {
        const outcomes = inputs.map(() => refusedAs(options.why));
        if (options.mustCommit) demandWritten(outcomes);
        return outcomes;
      }
      return noting(recordFacts(db, name, inputs, { ...options, tombstones }));
    },
    identify: (inputs) => noting(identifyUsers(db, inputs, tombstones)),
    recordSignals: (inputs) => noting(ingest.signals.record(inputs)),
    authorize: options.authorize,
    signInUrl: options.signInUrl,
    storedAddress: createEnrich(privacy).ipAddress,
    options: {
      basePath: normalBasePath(options.basePath),
      trustProxy: options.trustProxy ?? [],
      publicUrl: options.publicUrl ? new URL(options.publicUrl) : null,
      allowedHosts: options.allowedHosts,
      frameAncestors: options.frameAncestors ?? [],
      insecureHttp: options.insecureHttp ?? false,
      privacy,
      cacheSeconds: options.cacheSeconds ?? 300,
      panelDir: options.panelDir ?? fileURLToPath(packageFile('dist/dashboard/')),
    },
  };
}
