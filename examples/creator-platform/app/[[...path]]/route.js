import { requestContext } from 'joip-analytics/next';
import { analytics, current } from '../platform.js';

const carried = requestContext(analytics, {
  userId: async ({ headers }) => (await current()).userOf(headers.get('cookie')),
});

const handle = carried(async (request) => {
  const { answer } = await current();
  const { pathname, search, origin } = new URL(request.url);
  const { status, headers, body } = await answer({
    method: request.method,
    url: pathname + search,
    cookies: request.headers.get('cookie'),
    origin,
    form: request.method === 'POST' ? Object.fromEntries(await request.formData()) : {},
  });
  return new Response(body, { status, headers });
});

export { handle as GET, handle as POST };
