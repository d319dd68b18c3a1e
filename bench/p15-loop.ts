import type { Bed } from './lib/bed.ts';
import { historyOf } from './lib/history.ts';
import { delayWhileAsking } from './lib/loop.ts';
import type { Result } from './lib/result.ts';
import { serve } from './lib/site.ts';

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
        results.push({
          id: 'P15',
          what: `event-loop delay p99: ${what}, ${events.toLocaleString('en')} activities`,
          ...(await delayWhileAsking(site, [path], rounds)),
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
