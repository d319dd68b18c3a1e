import Fastify from 'fastify';
import { analyticsRoutes, requestContext } from 'joip-analytics/fastify';
import { openPlatform } from './platform/index.js';

const { analytics, answer, userOf, close } = await openPlatform();
const app = Fastify();
app.register(analyticsRoutes(analytics), { prefix: '/insights' });
app.addHook('onRequest', requestContext(analytics, { userId: (request) => userOf(request.headers.cookie) }));
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_, text) =>
  Object.fromEntries(new URLSearchParams(text)),
);

app.all('*', async (request, reply) => {
  const { status, headers, body } = await answer({
    method: request.method,
    url: request.url,
    cookies: request.headers.cookie,
    origin: `${request.protocol}://${request.host}`,
    form: request.body,
  });
  return reply.code(status).headers(headers).send(body);
});

const port = Number(process.env.PORT ?? 4000);
await app.listen({ port, host: process.env.HOST });
console.log(`on Fastify: http://localhost:${port}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.close().then(close));
