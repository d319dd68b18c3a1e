import { z } from 'zod';
import { Instant } from '../../common.ts';
import { family } from '../family.ts';
import { operationRoutes } from './routes.ts';

const count = z.number().int().nonnegative();
/** Milliseconds; null where nothing was measured. */
const ms = z.number().nonnegative().nullable();

export const Health = z.object({ status: z.literal('ok') });
export type Health = z.infer<typeof Health>;

/** Percentiles are right to a fifth; of a stream, to its first byte. */
export const Requests = z.object({
  requests: count,
  perSecond: z.number(),
  /** Answers of status 4xx, and 5xx. */
  clientErrors: count,
  serverErrors: count,
  p50: ms,
  p95: ms,
  p99: ms,
});
export type Requests = z.infer<typeof Requests>;

const windows = { last5Minutes: Requests, lastHour: Requests };

/** How this process does, and the database behind it. */
export const SystemReport = z.object({
  computedAt: Instant,
  /** Of this process; seconds. */
  uptime: z.number(),
  versions: z.object({ program: z.string(), node: z.string(), postgresql: z.string() }),
  requests: z.object(windows),
  /** By the endpoints' names, busiest first; those that were asked in the last hour. */
  endpoints: z.array(z.object({ endpoint: z.string(), ...windows })),
  ingest: z.object({
    /** Committed, over the last five minutes. */
    perSecond: z.number(),
    /** Age of the oldest activity that isn't yet written; 0 where none waits. */
    lagMs: z.number(),
    queued: count,
    queuedBytes: count,
    queueFull: z.boolean(),
    /** Of host transactions, not counted yet. */
    pending: count,
    /** Since the process started. */
    outcomes: z.object({
      committed: count,
      duplicate: count,
      spooled: count,
      dead_letter: count,
      erased: count,
      refused: count,
    }),
    /** What waits on this process's disk for the database; null where nothing can. */
    spool: z
      .object({
        activities: count,
        bytes: count,
        maxBytes: count,
        /** When the oldest file that waits was begun. */
        oldestAt: Instant.nullable(),
        /** Since the process started: what became of activities that had waited. */
        drained: z.object({ committed: count, duplicate: count, dead_letter: count, erased: count }),
        /** Stretches found since then that can't be read. */
        damages: count,
        /** Files that another version wrote, and reads. */
        foreign: count,
        /** Whether the last write to it failed. */
        failing: z.boolean(),
      })
      .nullable(),
  }),
  /** Kept, by reason. */
  deadLetters: z.object({ total: count, byReason: z.record(z.string(), count) }),
  database: z.object({
    bytes: count,
    /** Largest first; rows as PostgreSQL estimates them. */
    tables: z.array(z.object({ name: z.string(), bytes: count, rows: count })),
    pool: z.object({ open: count, idle: count, waiting: count }),
    /** The PostgreSQL that comes along; null where `DATABASE_URL` or a host names another one. */
    embedded: z
      .object({
        /** How often it ended by itself and was started again, since the process started. */
        restarts: count,
        /** When and how it last did: a signal such as `SIGKILL`, or `code 1`; its log tells more. */
        lastEnd: z.object({ at: Instant, why: z.string() }).nullable(),
      })
      .nullable(),
  }),
  process: z.object({ residentBytes: count, heapUsedBytes: count }),
  /** How late timers fire; milliseconds. */
  eventLoop: z.object({ since: Instant, p50: z.number(), p99: z.number(), max: z.number() }),
  jobs: z.array(
    z.object({
      name: z.string(),
      runs: count,
      failures: count,
      running: z.boolean(),
      lastStartedAt: Instant.nullable(),
      lastTookMs: z.number().nullable(),
      /** Kind of the last run's failure; the log has the rest. */
      lastError: z.string().nullable(),
    }),
  ),
});
export type SystemReport = z.infer<typeof SystemReport>;

export const operation = family({
  title: 'Operation',
  description: 'Health, figures and settings of the installation.',
  routes: operationRoutes,
  endpoints: {
    health: {
      summary: "Whether the process answers; the database isn't asked",
      schema: { answer: Health },
      example: {},
    },
    readiness: {
      summary: 'Whether requests and activity can be taken now; 503 says what is wrong',
      schema: { answer: Health },
      example: {
        description:
          'Asks the database; 503 with `obstacles` names what is wrong: `database`, `migrations`, `queue`.',
      },
    },
    metrics: {
      summary: 'Metrics of this process and its database, as Prometheus text',
      schema: { answer: null, media: ['text/plain'] },
      example: { description: 'Text in the exposition format of Prometheus; names begin with `joip_`.' },
    },
    system: {
      summary: 'Requests, latencies, errors, ingest, database, event loop and background jobs',
      schema: { answer: SystemReport },
      example: {
        description:
          'Requests, latencies and ingest are those of the process that answers; the database is everybody’s and is ' +
          'asked every 10 seconds at most. `database.embedded` tells how often the PostgreSQL that comes along ended by itself ' +
          'and was started again; null where PostgreSQL is another one.',
      },
    },
  },
});
