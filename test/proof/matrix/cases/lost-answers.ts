import { openInstallation } from '../../../../src/app/open-installation.ts';
import { listen } from '../../../../src/cli/listen.ts';
import { createTracker } from '../../../../src/sdk/index.ts';
import { faultyWay } from '../../../sdk/faulty.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { nth } from '../traffic.ts';

export const lostAnswers: FaultCase = {
  name: 'lost-answers',
  fault: 'the first answer to each request of the SDK is lost after the commit',
  expected: { acknowledged: 400, lost: 0, doubled: 0, drift: 0 },
  mutants: ['no-dedupe'],
  async run({ where, mutant }) {
    const analytics = await openInstallation({ databaseUrl: await where.database() });
    const server = await listen((request) => analytics.fetch(mutant ? renamed(request) : request), {
      host: '127.0.0.1',
      port: 0,
    });
    const way = await faultyWay(server.port);
    const seen = new Set<string>();
    let lostAnswers = 0;
    way.breaks((_, { body }) => {
      const [{ eventId }] = body.activities;
      if (seen.has(eventId)) return 'pass';
      seen.add(eventId);
      lostAnswers++;
      return 'answer lost';
    });
    const { key } = await analytics.auth.keys.create('chaos', ['track']);
    const tracker = createTracker({ url: way.url, key, flushInterval: 5, retryDelay: 5 });
    try {
      const numbers = Array.from({ length: 400 }, (_, n) => n);
      const told = await Promise.all(numbers.map((n) => tracker.track(nth(n) as never)));
      const acknowledged = new Set(
        numbers.filter((n) => ['committed', 'duplicate'].includes(told[n]!.outcome)),
      );
      return {
        ...(await recounted(analytics.db, acknowledged)),
        acknowledged: acknowledged.size,
        'lost answers': lostAnswers,
      };
    } finally {
      await tracker.shutdown(0);
      await way.close();
      await server.close(1_000);
      await analytics.close();
    }
  },
};

/** A server that takes every try for a new activity. */
function renamed(request: Request): Request {
  const body = request
    .clone()
    .text()
    .then((text) => text.replace(/"eventId":"[^"]+",?/g, ''));
  const stream = new ReadableStream({
    async start(controller) {
      controller.enqueue(new TextEncoder().encode(await body));
      controller.close();
    },
  });
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit);
}
