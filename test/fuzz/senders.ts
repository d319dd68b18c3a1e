import { type Route, routes } from '../../src/contract/index.ts';
import type { Setting } from '../security/setting.ts';
import type { Fuzzed, Who } from './requests.ts';

/** Credentials that are made anew where a request took them away. */
export async function createSenders(setting: Setting) {
  const { s, keys } = setting;
  let admin = (await setting.newOperator('admin')).cookie;
  let viewer = (await setting.newOperator('viewer')).cookie;

  return {
    of({ endpoint, who }: Fuzzed): string | undefined {
      const { access }: Route = routes[endpoint];
      const right =
        access === 'track' ? keys.track : access === 'anyone' || access === 'user' ? undefined : admin;
      const all: Record<Who, string | undefined> = {
        right,
        anonymous: undefined,
        forged: 'joip_session=forged',
        viewer,
        track: keys.track,
        read: keys.read,
        admin: keys.admin,
      };
      return all[who];
    },
    async renew(): Promise<void> {
      admin = (await setting.newOperator('admin')).cookie;
      viewer = (await setting.newOperator('viewer')).cookie;
      keys.track = await s.key('track');
      keys.read = await s.key('read');
      keys.admin = await s.key('admin');
    },
  };
}
