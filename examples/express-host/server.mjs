// A host app that lives with its analytics: same process, same PostgreSQL, another schema.
import express from 'express';
import { createAnalytics } from 'joip-analytics';
import { analyticsRoutes, closeWith, requestContext } from 'joip-analytics/express';

const analytics = await createAnalytics({
  databaseUrl: process.env.DATABASE_URL ?? 'postgres://localhost/app',
  // The host's own sign-in decides who is an operator. Here: whoever knows a header, for the example only.
  authorize: async (request) =>
    request.headers.get('x-demo-admin') === 'yes'
      ? { id: 'demo', email: 'admin@example.com', role: 'admin' }
      : null,
});

const app = express();
app.use('/insights', analyticsRoutes(analytics));
app.use(express.json());
app.use(requestContext(analytics, { userId: (request) => request.headers['x-user-id'] }));

app.post('/sessions', (request, response) => {
  const sessionId = `s-${Date.now()}`;
  // Of the request's user. Nobody waits for it, and it can't fail the request.
  analytics.trackSessionAction(null, 'created', sessionId, { title: request.body.title });
  response.status(201).json({ sessionId });
});

const server = app.listen(4000, '127.0.0.1', () => {
  console.log('host app on http://127.0.0.1:4000, analytics on http://127.0.0.1:4000/insights/admin/');
});
closeWith(server, analytics);

process.once('SIGTERM', () => server.close());
