import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed, Lab } from '../lib/bed.ts';
import { delayDuring } from '../lib/loop.ts';
import { type Result, timed } from '../lib/result.ts';
import { serve } from '../lib/site.ts';
import type { Question } from './question.ts';

const GOAL = 10;
const SECOND = 1_000;

/** How late the event loop of the server is while it is asked every question, one after another, from its first on. */
export async function loopDelay({ size }: Bed, lab: Lab, questions: readonly Question[]): Promise<Result> {
  const site = await serve(lab);
  try {
    await site.ask('/users/user-0000001/usage');
    let took = 0;
    const ours = await delayDuring(async () => {
      took = await timed(async () => {
        for (let i = 0; i < size.rounds; i++) for (const { path } of questions) await site.ask(path);
      });
    });
    const idle = await delayDuring(() => sleep(Math.max(took, SECOND)));
    return {
      id: 'P14',
      what: 'event-loop delay p99 of the server while it is asked all of these',
      ours: `${ours.p99} ms (longest ${ours.longest} ms)`,
      yardstick: `idle ${idle.p99} ms (longest ${idle.longest} ms)`,
      value: ours.p99,
      unit: ' ms',
      goal: `<= ${GOAL} ms`,
      reached: ours.p99 <= GOAL,
    };
  } finally {
    await site.close();
  }
}
