import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/connect.ts';
import type { ServerState } from '../db/embedded/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Spooled } from '../ingest/spooled/index.ts';
import type { DatabaseState } from './database-state.ts';
import type { Recorder } from './recorder.ts';

export interface MetricSources {
  readonly db: Database;
  readonly ingest: {
    readonly queue: Pick<Ingest['queue'], 'state'>;
    readonly spooled: Pick<Spooled, 'state'> | undefined;
  };
  readonly recorder: Recorder;
  readonly databaseState: () => Promise<DatabaseState>;
  /** Undefined where PostgreSQL isn't the embedded one: its metrics are left out then. */
  readonly serverState?: (() => ServerState) | undefined;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OUTCOMES = {
  committed: 'committed',
  duplicates: 'duplicate',
  spooled: 'spooled',
  deadLetters: 'dead_letter',
  erased: 'erased',
  refused: 'refused',
} as const;

/** The Prometheus text of one installation; its registry is its own, so that several live in one process. */
export function createMetrics({ db, ingest, recorder, databaseState, serverState }: MetricSources) {
  const { queue, spooled } = ingest;
  const registers = [new Registry()];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `joip_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  const latency = new Histogram({
    name: 'joip_http_request_duration_seconds',
    help: 'Time to the answer, or to its first byte where it is streamed',
    labelNames: ['endpoint', 'status'],
    buckets: SECONDS,
    registers,
  });
  recorder.onRecord(({ endpoint, status, took }) => latency.observe({ endpoint, status }, took / 1_000));
  counter('ingest_outcomes_total', 'Activities by what became of them', ['outcome'], (add) => {
    const state = queue.state();
    for (const [field, outcome] of Object.entries(OUTCOMES))
      add({ outcome }, state[field as keyof typeof OUTCOMES]);
  });
  counter('ingest_dead_letters_total', 'Activities set aside, by reason', ['reason'], (add) => {
    for (const [reason, n] of Object.entries(queue.state().reasons)) add({ reason }, n);
  });
  gauge('ingest_queue_activities', 'Activities waiting or being written', () => queue.state().held);
  gauge('ingest_queue_bytes', 'Their bytes, roughly', () => queue.state().bytes);
  gauge('ingest_lag_seconds', 'Age of the oldest activity not yet written', () => queue.state().lag / 1_000);
  if (spooled) addSpool(spooled);
  addJobs();
  addProcess();
  if (serverState) addServer(serverState);
  const up = new Gauge({ name: 'joip_database_up', help: '1 where the database answers', registers });
  const database = databaseGauges(registers);

  function counter(
    name: string,
    help: string,
    labelNames: string[],
    read: (add: (labels: Record<string, string>, n: number) => void) => void,
  ): void {
    new Counter({
      name: `joip_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        read((labels, n) => this.inc(labels, n));
      },
    });
  }

  function addSpool({ state }: Pick<Spooled, 'state'>): void {
    gauge('spool_activities', 'Activities that wait on the disk for the database', () => state().records);
    gauge('spool_bytes', 'Bytes of their files', () => state().bytes);
    gauge('spool_max_bytes', 'Bytes that it may hold', () => state().maxBytes);
    gauge('spool_oldest_seconds', 'How long the oldest file has waited', () => {
      const { oldestAt } = state();
      return oldestAt === null ? 0 : Math.max(0, Date.now() - oldestAt) / 1_000;
    });
    gauge('spool_failing', '1 where the last write to it failed', () => Number(state().failing !== null));
    gauge('spool_foreign_segments', 'Files that another version wrote', () => state().foreign);
    counter('spool_damages_total', "Stretches of it that couldn't be read", [], (add) =>
      add({}, state().damages),
    );
    counter('spool_drained_total', 'What became of activities that waited in it', ['outcome'], (add) => {
      for (const [outcome, n] of Object.entries(state().outcomes)) add({ outcome }, n);
    });
  }

  function addJobs(): void {
    counter('job_runs_total', 'Runs of background jobs', ['job'], (add) => {
      for (const { name, runs } of recorder.jobs.read()) add({ job: name }, runs);
    });
    counter('job_failures_total', 'Those that failed', ['job'], (add) => {
      for (const { name, failures } of recorder.jobs.read()) add({ job: name }, failures);
    });
  }

  function addProcess(): void {
    gauge(
      'event_loop_delay_p99_seconds',
      'Over up to five minutes',
      () => recorder.eventLoop.read().p99 / 1_000,
    );
    gauge(
      'event_loop_delay_max_seconds',
      'Over up to five minutes',
      () => recorder.eventLoop.read().max / 1_000,
    );
    gauge('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss());
    gauge('process_heap_used_bytes', 'JavaScript objects', () => process.memoryUsage().heapUsed);
    gauge('process_uptime_seconds', 'Since the process started', () => process.uptime());
    gauge('pool_connections', 'Database connections open', () => db.pool.totalCount);
    gauge('pool_connections_idle', 'Those that are idle', () => db.pool.idleCount);
    gauge('pool_requests_waiting', 'Work that waits for a connection', () => db.pool.waitingCount);
  }

  function addServer(read: () => ServerState): void {
    gauge('embedded_server_up', '1 while the embedded server runs', () => Number(read().running));
    counter(
      'embedded_server_restarts_total',
      'Times it was started again after it ended by itself',
      [],
      (add) => add({}, read().restarts),
    );
  }

  return {
    contentType: registers[0]!.contentType,
    /** Answers though the database doesn't; its own gauges are left out then. */
    async text(): Promise<string> {
      const state = await databaseState().catch(() => undefined);
      up.set(state ? 1 : 0);
      database(state);
      return registers[0]!.metrics();
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

function databaseGauges(registers: Registry[]): (state: DatabaseState | undefined) => void {
  const make = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `joip_${name}`, help, labelNames, registers });
  const size = make('database_size_bytes', 'The whole database');
  const tables = make('table_size_bytes', 'With indexes and partitions', ['table']);
  const rows = make('table_rows', 'As PostgreSQL estimates it', ['table']);
  const pending = make('pending_rows', 'Activities of host transactions not counted yet, up to 100,000');
  const letters = make('dead_letters', 'Kept for an operator', ['reason']);
  return (state) => {
    for (const each of [size, tables, rows, pending, letters]) each.reset();
    if (!state) return;
    size.set(state.bytes);
    pending.set(state.pending);
    for (const table of state.tables) {
      tables.set({ table: table.name }, table.bytes);
      rows.set({ table: table.name }, table.rows);
    }
    for (const [reason, n] of Object.entries(state.deadLetters)) letters.set({ reason }, n);
  };
}
