import type { Lab } from './bed.ts';
import { compiled } from './compiled.ts';
import { timed } from './result.ts';

/** A data set behind a real server; reports are asked for over HTTP, their cache bypassed. */
export async function serve(lab: Lab) {
  const [{ openInstallation }, { listen }] = await Promise.all([compiled.installation(), compiled.listen()]);
  const analytics = await openInstallation({ databaseUrl: lab.url, rateLimit: 0 });
  const { key } = await analytics.auth.keys.create(`bench ${process.pid}`, ['admin']);
  const server = await listen(analytics.fetch, { host: '127.0.0.1', port: 0 });
  const bodyOf = async (path: string): Promise<string> => {
    const url = new URL(`http://127.0.0.1:${server.port}/api/admin${path}`);
    if (!path.startsWith('/users/')) url.searchParams.set('refresh', 'force');
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
    const body = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body}`);
    return body;
  };
  return {
    ask: (path: string) => timed(() => bodyOf(path)),
    read: async <Answer>(path: string) => JSON.parse(await bodyOf(path)) as Answer,
    async close() {
      await server.close(1_000);
      await analytics.close();
    },
  };
}
