// A host of bench p4: an Express app of its own process. `node guest-host.mjs bare|guest`, orders by IPC.
import { once } from 'node:events';
import express from 'express';

const [mode] = process.argv.slice(2);
const app = express();
const analytics = mode === 'guest' ? await mount() : undefined;
/** Outcomes of what was tracked, by name. @type {Record<string, number>} */
const outcomes = {};
/** How many activities a request tracks. */
let each = 1;

app.get('/work', (request, response) => {
  if (analytics) for (let i = 0; i < each; i++) track(request.headers['x-user']);
  response.json({ captions: ['one', 'two', 'three'], credits: 12 });
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

/** Nobody awaits it. @param {unknown} userId */
function track(userId) {
  void analytics
    ?.track({ userId, action: 'session_viewed', details: { theme: 'JOI', captionLength: 120 } })
    .then(({ outcome }) => {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    });
}

async function mount() {
  const [{ createAnalytics }, { requestContext }] = await Promise.all([
    import('joip-analytics'),
    import('joip-analytics/express'),
  ]);
  const opened = await createAnalytics({ databaseUrl: process.env.DATABASE_URL });
  opened.start();
  app.use(requestContext(opened, { userId: (request) => request.headers['x-user'] }));
  return opened;
}

process.on('message', async (/** @type {{ ask: string, each?: number }} */ order) => {
  if (order.each !== undefined) each = order.each;
  if (order.ask === 'close') {
    await analytics?.close();
    server.close();
  }
  const { user, system } = process.cpuUsage();
  process.send?.({
    cpu: user + system,
    rss: process.memoryUsage.rss(),
    outcomes,
    port,
  });
  if (order.ask === 'close') process.disconnect?.();
});
process.once('disconnect', () => process.exit());
process.send?.({ port });
