import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** How late timers fire because something else holds the thread, in milliseconds. */
export interface EventLoopDelay {
  /** Begin of what was measured, milliseconds since 1970. */
  readonly since: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Milliseconds between two samples: what an undisturbed loop shows, and is taken off. */
const RESOLUTION = 20;
const WINDOW = 5 * 60_000;

/** Measures in windows of five minutes; while one is younger than a minute, the one before is told. */
export function watchEventLoop(now: () => number) {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  let since = now();
  let before: EventLoopDelay | undefined;
  histogram.enable();

  const read = (): EventLoopDelay => ({
    since,
    p50: delay(histogram.percentile(50)),
    p99: delay(histogram.percentile(99)),
    max: delay(histogram.max),
  });

  return {
    /** Call it every now and then. */
    turn(): void {
      if (now() - since < WINDOW) return;
      before = read();
      histogram.reset();
      since = now();
    },
    read: (): EventLoopDelay => (before && now() - since < 60_000 ? before : read()),
    stop: () => histogram.disable(),
  };
}

export type EventLoopWatch = ReturnType<typeof watchEventLoop>;

const delay = (nanoseconds: number) => {
  const ms = nanoseconds / 1e6 - RESOLUTION;
  return Number.isFinite(ms) && ms > 0 ? Number(ms.toFixed(2)) : 0;
};
