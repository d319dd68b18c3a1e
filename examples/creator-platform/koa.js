import { analyticsRoutes, closeWith, requestContext } from 'joip-analytics/koa';
import Koa from 'koa';
import { openPlatform } from './platform/index.js';

const { analytics, answer, userOf, close } = await openPlatform();
const app = new Koa();
app.use(analyticsRoutes(analytics, '/insights'));
app.use(requestContext(analytics, { userId: (ctx) => userOf(ctx.headers.cookie) }));

app.use(async (ctx) => {
  let text = '';
  for await (const chunk of ctx.req) text += chunk;
  const { status, headers, body } = await answer({
    method: ctx.method,
    url: ctx.originalUrl,
    cookies: ctx.headers.cookie,
    origin: `${ctx.protocol}://${ctx.host}`,
    form: Object.fromEntries(new URLSearchParams(text)),
  });
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
});

const port = process.env.PORT ?? 4000;
const server = app.listen(port, () => console.log(`on Koa: http://localhost:${port}`));
closeWith(server, analytics);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(close));
