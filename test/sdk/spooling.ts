// Tracks until it is killed; prints the session of each activity that was acknowledged as spooled.
import { createTracker } from '../../src/sdk/index.ts';
import { openSpool } from '../../src/sdk/spool.ts';

const [url, key, folder] = process.argv.slice(2) as [string, string, string];
const tracker = createTracker({ url, key, flushInterval: 5, retryDelay: 5, spool: openSpool({ folder }) });
for (let n = 0; ; n += 20)
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const session = `s-${n + i}`;
      const { outcome } = await tracker.trackSessionAction('killed', 'created', session);
      if (outcome === 'spooled') process.stdout.write(`${session}\n`);
    }),
  );
