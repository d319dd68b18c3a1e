import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Result, round, timed } from './result.ts';
import type { serve } from './site.ts';

/** Milliseconds that the event loop may be late, of a hundred times once. */
const GOAL = 10;
const SECOND = 1_000;

/** The histogram measures with a timer of this many milliseconds, which is part of what it tells. */
const RESOLUTION = 1;

/** How late the event loop was, in milliseconds. Where the machine is busy, that of a process that does nothing is late too. */
interface Delay {
  readonly p99: number;
  readonly longest: number;
}

async function delayDuring(work: () => Promise<unknown>): Promise<Delay> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await work();
  delay.disable();
  const told = (ns: number) => round(Math.max(0, ns / 1e6 - RESOLUTION), 1);
  return { p99: told(delay.percentile(99)), longest: told(delay.max) };
}

/** How late the event loop of a server is while it is asked for these one after another, and as long while it isn't. */
export async function delayWhileAsking(
  site: Awaited<ReturnType<typeof serve>>,
  paths: readonly string[],
  rounds: number,
): Promise<Omit<Result, 'id' | 'what'>> {
  await site.ask('/users/user-0000001/usage');
  let took = 0;
  const ours = await delayDuring(async () => {
    took = await timed(async () => {
      for (let i = 0; i < rounds; i++) for (const path of paths) await site.ask(path);
    });
  });
  const idle = await delayDuring(() => sleep(Math.max(took, SECOND)));
  return {
    ours: `${ours.p99} ms (longest ${ours.longest} ms)`,
    yardstick: `idle ${idle.p99} ms (longest ${idle.longest} ms)`,
    value: ours.p99,
    unit: ' ms',
    goal: `<= ${GOAL} ms`,
    reached: ours.p99 <= GOAL,
  };
}
