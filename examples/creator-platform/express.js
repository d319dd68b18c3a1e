import express from 'express';
import { analyticsRoutes, closeWith, requestContext } from 'joip-analytics/express';
import { openPlatform } from './platform/index.js';

const { analytics, answer, userOf, close } = await openPlatform();
const app = express();
app.use('/insights', analyticsRoutes(analytics));
app.use(requestContext(analytics, { userId: (request) => userOf(request.headers.cookie) }));
app.use(express.urlencoded());

app.use(async (request, response) => {
  const { status, headers, body } = await answer({
    method: request.method,
    url: request.originalUrl,
    cookies: request.headers.cookie,
    origin: `${request.protocol}://${request.host}`,
    form: request.body,
  });
  response.status(status).set(headers).send(body);
});

const port = process.env.PORT ?? 4000;
const server = app.listen(port, () => console.log(`on Express: http://localhost:${port}`));
closeWith(server, analytics);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(close));
