import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { analyticsRoutes, closeWith, requestContext } from 'joip-analytics/hono';
import { openPlatform } from './platform/index.js';

const { analytics, answer, userOf, close } = await openPlatform();
const app = new Hono();
app.all('/insights/*', analyticsRoutes(analytics));
app.use(requestContext(analytics, { userId: (c) => userOf(c.req.header('cookie')) }));

app.all('*', async (c) => {
  const { origin, pathname, search } = new URL(c.req.url);
  const { status, headers, body } = await answer({
    method: c.req.method,
    url: pathname + search,
    cookies: c.req.header('cookie'),
    origin,
    form: await c.req.parseBody(),
  });
  return c.body(body, status, headers);
});

const port = Number(process.env.PORT ?? 4000);
const server = serve({ fetch: app.fetch, port }, () => console.log(`on Hono: http://localhost:${port}`));
closeWith(server, analytics);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(close));
