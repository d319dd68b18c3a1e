/**
 * A server that breaks the promise, to see that the kill test notices. It is the real one but for what
 * stands before its handler; `MUTANT` names the fault. No fault can be switched on in the product.
 */
import { randomUUID } from 'node:crypto';
import { openInstallation } from '../../../src/app/open-installation.ts';
import { openServer, REAL_DATABASE } from '../../../src/cli/embedded.ts';
import { listen } from '../../../src/cli/listen.ts';
import { writeServerFile } from '../../../src/cli/server-file.ts';
import { analyticsOptions, loadConfig } from '../../../src/cli/shared.ts';

type Fetch = (request: Request) => Promise<Response>;
interface Body {
  activities: { eventId: string }[];
}

const faults: Record<string, (fetch: Fetch) => Fetch> = {
  /** Answers before anything is written. */
  'acknowledge-before-commit': (fetch) => async (request) => {
    const { activities } = (await request.json()) as Body;
    void fetch(copyOf(request, activities)).catch(() => {});
    const results = activities.map(({ eventId }) => ({ outcome: 'committed', eventId }));
    return Response.json({ results, generatedIds: false });
  },
  /** Every try is a new activity. */
  'no-dedupe': (fetch) => async (request) => {
    const { activities } = (await request.json()) as Body;
    const renamed = activities.map((activity) => ({ ...activity, eventId: randomUUID() }));
    return fetch(copyOf(request, renamed));
  },
};

function copyOf({ url, method, headers }: Request, activities: Body['activities']): Request {
  return new Request(url, { method, headers, body: JSON.stringify({ activities }) });
}

const fault = faults[process.env.MUTANT ?? ''];
if (!fault) throw new Error(`MUTANT takes ${Object.keys(faults).join(', ')}`);
const config = await loadConfig({});
const { embedded, url } = await openServer(config, () => {});
const databaseUrl = url(REAL_DATABASE);
const analytics = await openInstallation({ ...analyticsOptions(config), databaseUrl });
analytics.start();
const broken = fault((request) => analytics.fetch(request, { remoteAddress: '127.0.0.1' }));
const { port } = await listen((request) => broken(request), config);
if (embedded)
  writeServerFile(config.dataDir, {
    databaseUrl,
    address: `http://127.0.0.1:${port}/`,
    server: embedded.state(),
  });
console.log(`joip-analytics is at http://127.0.0.1:${port}/`);
