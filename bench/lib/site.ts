import type { Lab } from './bed.ts';
import { compiled } from './compiled.ts';
import { timed } from './result.ts';

/** A data set behind a real server; reports are asked for over HTTP, their cache bypassed. */
export async function serve(lab: Lab) {
  const [{ openInstallation }, { listen }] = await Promise.all([compiled.installation(), compiled.listen()]);
  const analytics = await openInstallation({ databaseUrl: lab.url, rateLimit: 0 });
  const { key } = await analytics.auth.keys.create(`bench ${process.pid}`, ['admin']);
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const headers = { authorization: `Bearer ${key}` };
  const bodyOf = async (path: string): Promise<string> => {
    const url = new URL(`http://127.0.0.1:${server.port}/api/admin${path}`);
    if (!path.startsWith('/users/')) url.searchParams.set('refresh', 'force');
    const response = await fetch(url, { headers });
    const body = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body}`);
    return body;
  };
  return {
    ask: (path: string) => timed(() => bodyOf(path)),
    read: async <Answer>(path: string) => JSON.parse(await bodyOf(path)) as Answer,
    segments: analytics.segments,
    /** Saves rules under a name while it is worked with. */
    async withSegment(slug: string, rules: string, work: () => Promise<void>): Promise<void> {
      const url = `http://127.0.0.1:${server.port}/api/admin/segments`;
      const send = async (to: string, method: string, body?: object) => {
        const type = { 'content-type': 'application/json' };
        const response = await fetch(to, {
          method,
          headers: body ? { ...headers, ...type } : headers,
          ...(body && { body: JSON.stringify(body) }),
        });
        if (!response.ok)
          throw new Error(`${method} ${to} answered ${response.status}: ${await response.text()}`);
      };
      await send(url, 'POST', { slug, name: slug, rules });
      try {
        await work();
      } finally {
        await send(`${url}/${slug}`, 'DELETE');
      }
    },
    async close() {
      await server.close(1_000);
      await analytics.close();
    },
  };
}
