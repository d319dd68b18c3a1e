import pg from 'pg';
import { accountOf } from './accounts.js';
import { openAnalytics } from './analytics.js';
import { html } from './html.js';
import { page } from './pages.js';
import { Refused } from './refused.js';
import { createRoutes } from './routes.js';
import { schema } from './schema.js';

const DATABASE_URL = process.env.DATABASE_URL ?? 'postgres://localhost/folio';

/** Opens the platform's database with its analytics in it. */
export async function connect() {
  const pool = new pg.Pool({ connectionString: DATABASE_URL });
  await pool.query(schema);
  return { pool, analytics: await openAnalytics(pool) };
}

/** What a framework needs is in the files beside this folder: it mounts `analytics` and hands all other requests to `answer`. */
export const openPlatform = async () => createPlatform(await connect());

export function createPlatform({ pool, analytics }) {
  const routes = createRoutes(pool, analytics);

  return {
    analytics,
    /** Id of the account that sends a request, by its cookies; undefined for nobody. */
    userOf: async (cookies) => (await accountOf(pool, cookies))?.id,
    /** Once the server and the analytics are closed. */
    close: () => pool.end(),

    /**
     * Answers a request.
     *
     * @param asked `{ method, url, cookies, origin, form }`, `url` with its query, `form` the fields of a body
     * @returns `{ status, headers, body }`
     */
    async answer(asked) {
      const { pathname, searchParams } = new URL(asked.url, 'http://localhost');
      const { route, id } = find(routes, `${asked.method} ${pathname}`);
      const account = await accountOf(pool, asked.cookies);
      const told = (status, body) => shown(status, { title: body, body: html`<h1>${body}</h1>`, account });
      if (!route) return told(404, 'There is nothing here.');
      if (!account && !route.open) return led({ to: `/sign-in?next=${encodeURIComponent(asked.url)}` });
      if (route.operator && !account.operator) return told(403, 'This page is for operators.');
      const given = { ...asked, account, id, query: Object.fromEntries(searchParams) };
      try {
        const answered =
          asked.method === 'GET'
            ? await route.run(given)
            : await inTransaction(pool, (client) => route.run({ ...given, client }));
        if (!answered) return told(404, 'There is nothing here.');
        if (answered.to) return led(answered);
        if (answered.css) return { status: 200, headers: { 'content-type': 'text/css' }, body: answered.css };
        if (account) await analytics.track({ action: 'page_viewed', details: { path: pathname } });
        return shown(200, { ...answered, account });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const again = route.again?.(asked.form) ?? {
          title: 'Not done',
          body: html`<a href="${pathname.replace(/\/\w+$/, '') || '/'}">Back</a>`,
        };
        return shown(422, { ...again, account, notice: error.message });
      }
    },
  };
}

const ID = '([\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})';

function find(routes, asked) {
  for (const [pattern, route] of Object.entries(routes)) {
    const found = new RegExp(`^${pattern.replace(':id', ID)}$`).exec(asked);
    if (found) return { route, id: found[1] };
  }
  return {};
}

async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const shown = (status, content) => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: String(page(content)),
});

const led = ({ to, cookie }) => ({
  status: 303,
  headers: { location: to, ...(cookie && { 'set-cookie': cookie }) },
  body: '',
});
