import { monitorEventLoopDelay } from 'node:perf_hooks';
import { round } from './result.ts';

/** The histogram measures with a timer of this many milliseconds, which is part of what it tells. */
const RESOLUTION = 1;

/** How late the event loop was, in milliseconds. Where the machine is busy, that of a process that does nothing is late too. */
export interface Delay {
  readonly p99: number;
  readonly longest: number;
}

export async function delayDuring(work: () => Promise<unknown>): Promise<Delay> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await work();
  delay.disable();
  const told = (ns: number) => round(Math.max(0, ns / 1e6 - RESOLUTION), 1);
  return { p99: told(delay.percentile(99)), longest: told(delay.max) };
}
