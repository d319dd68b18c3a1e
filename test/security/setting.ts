import { testServer } from '../support/http.ts';
import { anActivity } from '../support/index.ts';
import type { Endpoint } from './endpoints.ts';
import { KNOWN } from './true-calls.ts';

/** A server with somebody of every kind. */
export async function openSetting() {
  let ahead = 0;
  const s = await testServer({ now: () => Date.now() + ahead });
  const limited = await testServer({ rateLimit: 1, trackRateLimit: 1, beaconRateLimit: 1 });
  await s.analytics.ingest.track(anActivity({ userId: KNOWN }));
  const viewer = await s.signIn('viewer@example.com', 'viewer');
  const admin = await s.signIn('admin@example.com', 'admin');
  const keys = { track: await s.key('track'), read: await s.key('read'), admin: await s.key('admin') };
  let people = 0;

  return {
    s,
    /** Another one, that answers one request a minute. */
    limited,
    admin,
    viewer,
    keys,
    /** An address and a session of an operator who is nobody else's. */
    async newOperator(role: 'admin' | 'viewer') {
      const email = `${role}-${++people}@example.com`;
      return { email, cookie: await s.signIn(email, role) };
    },
    async close() {
      await s.close();
      await limited.close();
    },
    /** Lets time pass for the server. */
    wait: (ms: number) => {
      ahead += ms;
    },
    /** A credential that the endpoint is open to; none where anyone may. */
    async allowed({ route }: Endpoint): Promise<string | undefined> {
      if (route.access === 'anyone' || route.access === 'user') return undefined;
      return route.access === 'track' ? keys.track : admin;
    },
  };
}

export type Setting = Awaited<ReturnType<typeof openSetting>>;
