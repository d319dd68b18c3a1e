import type { operationRoutes } from '../../contract/families/operation/routes.ts';
import type { Requests, SystemReport } from '../../contract/index.ts';
import type { ServerState } from '../../db/embedded/index.ts';
import { packageVersion } from '../../db/package-file.ts';
import type { SpooledState } from '../../ingest/spooled/index.ts';
import type { Latencies } from '../../operation/index.ts';
import { HttpError } from '../errors.ts';
import type { Call, HandlersOf, Reply } from '../handler.ts';

const OK = { body: { status: 'ok' } } as const;

async function readiness({ services }: Call<'readiness'>): Promise<Reply> {
  const found = await services.readiness();
  const told = Object.entries(found).map(([what, why]) => `${what} ${why}`);
  if (told.length === 0) return OK;
  throw new HttpError(503, `Not ready: ${told.join('; ')}.`, { 'retry-after': '2' }, { obstacles: found });
}

async function metrics({ services }: Call<'metrics'>): Promise<Reply> {
  const { contentType, text } = services.metrics;
  return { text: { type: contentType, text: await text() } };
}

async function system({ services }: Call<'system'>): Promise<Reply> {
  const { recorder, ingest, real, databaseState, serverState, now } = services;
  const state = await databaseState();
  const queue = ingest.queue.state();
  const loop = recorder.eventLoop.read();
  const { rss, heapUsed } = process.memoryUsage();
  const lately = new Map(recorder.byEndpoint(5).map(({ endpoint, ...each }) => [endpoint, each]));
  const body: SystemReport = {
    computedAt: new Date(now()).toISOString(),
    uptime: Math.round(process.uptime()),
    versions: { program: packageVersion(), node: process.versions.node, postgresql: state.server },
    requests: { last5Minutes: rated(recorder.requests(5), 5), lastHour: rated(recorder.requests(60), 60) },
    endpoints: recorder
      .byEndpoint(60)
      .filter(({ requests }) => requests > 0)
      .sort((a, b) => b.requests - a.requests || (a.endpoint < b.endpoint ? -1 : 1))
      .map(({ endpoint, ...hour }) => ({
        endpoint,
        last5Minutes: rated(lately.get(endpoint)!, 5),
        lastHour: rated(hour, 60),
      })),
    ingest: {
      perSecond: round(recorder.ingestRate()),
      lagMs: Math.round(queue.lag),
      queued: queue.held,
      queuedBytes: queue.bytes,
      queueFull: queue.full,
      pending: state.pending,
      outcomes: {
        committed: queue.committed,
        duplicate: queue.duplicates,
        spooled: queue.spooled,
        dead_letter: queue.deadLetters,
        erased: queue.erased,
        refused: queue.refused,
      },
      spool: ingest.spooled ? spool(ingest.spooled.state()) : null,
    },
    deadLetters: {
      total: Object.values(state.deadLetters).reduce((sum, n) => sum + n, 0),
      byReason: { ...state.deadLetters },
    },
    database: {
      bytes: state.bytes,
      tables: [...state.tables],
      pool: {
        open: real.db.pool.totalCount,
        idle: real.db.pool.idleCount,
        waiting: real.db.pool.waitingCount,
      },
      embedded: serverState ? embedded(serverState()) : null,
    },
    process: { residentBytes: rss, heapUsedBytes: heapUsed },
    eventLoop: { ...loop, since: new Date(loop.since).toISOString() },
    jobs: recorder.jobs.read().map(({ lastStartedAt, lastTook, ...job }) => ({
      ...job,
      lastStartedAt: lastStartedAt === null ? null : new Date(lastStartedAt).toISOString(),
      lastTookMs: lastTook,
    })),
  };
  return { body };
}

const spool = (state: SpooledState): SystemReport['ingest']['spool'] => ({
  activities: state.records,
  bytes: state.bytes,
  maxBytes: state.maxBytes,
  oldestAt: state.oldestAt === null ? null : new Date(state.oldestAt).toISOString(),
  drained: state.outcomes,
  damages: state.damages,
  foreign: state.foreign,
  failing: state.failing !== null,
});

const embedded = ({ restarts, lastEnd }: ServerState): SystemReport['database']['embedded'] => ({
  restarts,
  lastEnd: lastEnd && { at: new Date(lastEnd.at).toISOString(), why: lastEnd.why },
});

const rated = (latencies: Latencies, minutes: number): Requests => ({
  ...latencies,
  perSecond: round(latencies.requests / (minutes * 60)),
});

const round = (n: number) => Number(n.toFixed(3));

export const operationHandlers: HandlersOf<typeof operationRoutes> = {
  health: { run: async () => OK },
  readiness: { run: readiness },
  metrics: { run: metrics },
  system: { run: system },
};
