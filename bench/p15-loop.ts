import { setTimeout as sleep } from 'node:timers/promises';
import type { Bed } from './lib/bed.ts';
import { historyOf } from './lib/history.ts';
import { delayDuring } from './lib/loop.ts';
import { type Result, timed } from './lib/result.ts';
import { serve } from './lib/site.ts';

const GOAL = 10;
const SECOND = 1_000;

/** What holds a process the longest. */
const HEAVY: Readonly<Record<string, string>> = {
  'a year of people, with every counter': '/usage-analytics?period=365days&sortBy=totalActivity',
  'a year by action and day': '/usage-analytics?period=365days&groupBy=action,day',
  '180 days by feature and day, anonymised':
    '/usage-analytics?period=180days&groupBy=feature,day&anonymize=true',
  'a year of people, anonymised': '/usage-analytics?period=365days&anonymize=true',
};

/** How long the event loop of the process is held while it works out the heaviest reports, the asking included. */
export async function p15(bed: Bed): Promise<Result[]> {
  const { events, users, rounds } = bed.size;
  const lab = await historyOf(bed, events, users);
  const results: Result[] = [];
  try {
    for (const [what, path] of Object.entries(HEAVY)) {
      // A new one each time: bytes are read, and what is kept in memory is made.
      const site = await serve(lab);
      try {
        await site.ask('/users/user-0000001/usage');
        let took = 0;
        const ours = await delayDuring(async () => {
          took = await timed(async () => {
            for (let i = 0; i < rounds; i++) await site.ask(path);
          });
        });
        const idle = await delayDuring(() => sleep(Math.max(took, SECOND)));
        results.push({
          id: 'P15',
          what: `event-loop delay p99: ${what}, ${events.toLocaleString('en')} activities`,
          ours: `${ours.p99} ms (longest ${ours.longest} ms)`,
          yardstick: `idle ${idle.p99} ms (longest ${idle.longest} ms)`,
          value: ours.p99,
          unit: ' ms',
          goal: `<= ${GOAL} ms`,
          reached: ours.p99 <= GOAL,
        });
      } finally {
        await site.close();
      }
    }
  } finally {
    await lab.close();
  }
  return results;
}
