import type { Installation } from '../../../src/app/installation.ts';
import { newEventId } from '../../../src/ingest/ids.ts';

const TICK = 20;

/** Tracks so many activities a second, whatever becomes of them, until it is stopped. */
export function startTraffic(analytics: Installation, rate: number) {
  /** By the number in an activity's details. */
  const outcomes = new Map<number, string>();
  const took: number[] = [];
  const reasons = new Set<string>();
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  let sent = 0;

  async function send(): Promise<void> {
    const at = performance.now();
    const n = sent++;
    const details = { title: `Session ${n}`, theme: 'JOI', n };
    const input = { userId: `user-${n % 500}`, action: 'session_created', eventId: newEventId(), details };
    const told = await analytics.track(input as never);
    outcomes.set(n, told.outcome);
    if (told.outcome === 'refused') reasons.add(`${told.reason}: ${told.message}`);
    took.push(performance.now() - at);
  }
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1_000) * rate;
    while (sent < due) {
      const work: Promise<void> = send().finally(() => open.delete(work));
      open.add(work);
    }
  }, TICK);

  return {
    /** Sends no more, and waits for every outcome. */
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      took.sort((a, b) => a - b);
      return { outcomes, reasons, p99: took[Math.floor(took.length * 0.99)]!, longest: took.at(-1)! };
    },
  };
}
