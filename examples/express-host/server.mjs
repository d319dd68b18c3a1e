// A host app that lives with its analytics: same process, same PostgreSQL, another schema.
import express from 'express';
import { createAnalytics, nodeHandler } from 'joip-analytics';

const analytics = await createAnalytics({
  databaseUrl: process.env.DATABASE_URL ?? 'postgres://localhost/app',
  basePath: '/insights',
  // The host's own sign-in decides who is an operator. Here: whoever knows a header, for the example only.
  authorize: async (request) =>
    request.headers.get('x-demo-admin') === 'yes'
      ? { id: 'demo', email: 'admin@example.com', role: 'admin' }
      : null,
});
analytics.start();

const app = express();
app.use('/insights', nodeHandler(analytics.fetch));
app.use(express.json());
app.use(analytics.middleware({ userId: (request) => request.headers['x-user-id'] }));

app.post('/sessions', (request, response) => {
  const sessionId = `s-${Date.now()}`;
  // Nobody waits for it, and it can't fail the request.
  analytics.trackSessionAction(request.headers['x-user-id'], 'created', sessionId, {
    title: request.body.title,
  });
  response.status(201).json({ sessionId });
});

const server = app.listen(4000, '127.0.0.1', () => {
  console.log('host app on http://127.0.0.1:4000, analytics on http://127.0.0.1:4000/insights/admin/');
});

process.once('SIGTERM', () => {
  server.close(async () => {
    await analytics.close();
  });
});
