import type { Ingest } from '../ingest/index.ts';
import { type EventLoopWatch, watchEventLoop } from './event-loop.ts';
import { createJobStates } from './jobs.ts';
import { createLatencies } from './latencies.ts';

const RATE_WINDOW = 5 * 60_000;

export interface Recorded {
  readonly endpoint: string;
  readonly status: number;
  /** Milliseconds. */
  readonly took: number;
}

/** Keeps what the system report and the metrics tell of this process. Bounded; never throws at a request. */
export function createRecorder(now: () => number, queue: Pick<Ingest['queue'], 'state'>) {
  const started = now();
  const endpoints = new Map<string, ReturnType<typeof createLatencies>>();
  const all = createLatencies();
  const eventLoop: EventLoopWatch = watchEventLoop(now);
  const samples = [{ at: started, committed: 0 }];
  const listeners: ((recorded: Recorded) => void)[] = [];

  return {
    started,
    eventLoop,
    jobs: createJobStates(now),

    /** An endpoint was answered; a stream as soon as it began. */
    record(recorded: Recorded): void {
      const { endpoint, took, status } = recorded;
      const at = performance.now();
      let latencies = endpoints.get(endpoint);
      if (!latencies) {
        latencies = createLatencies();
        endpoints.set(endpoint, latencies);
      }
      latencies.record(at, took, status);
      all.record(at, took, status);
      for (const tell of listeners) tell(recorded);
    },
    onRecord: (tell: (recorded: Recorded) => void) => void listeners.push(tell),

    /** @param minutes 1 to 60 */
    requests: (minutes: number) => all.read(performance.now(), minutes),
    byEndpoint: (minutes: number) =>
      [...endpoints].map(([endpoint, latencies]) => ({
        endpoint,
        ...latencies.read(performance.now(), minutes),
      })),

    /** Every minute or so. */
    sample(): void {
      eventLoop.turn();
      samples.push({ at: now(), committed: queue.state().committed });
      while (samples.length > 1 && samples[1]!.at <= now() - RATE_WINDOW) samples.shift();
    },
    /** Activities committed a second, over the last five minutes or since the start. */
    ingestRate(): number {
      const { at, committed } = samples[0]!;
      const seconds = (now() - at) / 1_000;
      return seconds > 0 ? (queue.state().committed - committed) / seconds : 0;
    },
    close: () => eventLoop.stop(),
  };
}

export type Recorder = ReturnType<typeof createRecorder>;
