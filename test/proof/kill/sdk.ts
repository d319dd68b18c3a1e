/** Tracks through the SDK until it is killed; prints each activity's number and what its outcome was. */
import { createTracker } from '../../../src/sdk/index.ts';
import { openSpool } from '../../../src/sdk/spool.ts';
import { nth } from '../matrix/traffic.ts';

const [url, key, folder, from, mutant] = process.argv.slice(2) as [string, string, string, string, string];
const tracker = createTracker({ url, key, flushInterval: 5, retryDelay: 5, spool: openSpool({ folder }) });
const tell = (n: number, outcome: string) => void process.stdout.write(`${n} ${outcome}\n`);
for (let n = Number(from); ; n += 20)
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      // What is in memory isn't kept yet.
      if (mutant === 'acknowledge-in-memory') tell(n + i, 'spooled');
      const { outcome } = await tracker.track(nth(n + i) as never);
      tell(n + i, outcome);
    }),
  );
