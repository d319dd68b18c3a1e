import { expect } from 'vitest';
import { ABSOLUTE } from '../../../src/auth/index.ts';
import type { Case, Cases } from '../case.ts';
import { type Endpoint, goodCall, send } from '../endpoints.ts';
import type { Setting } from '../setting.ts';

/** To whom has neither a session nor a key. */
const closed = ({ route }: Endpoint) => route.access !== 'anyone' && route.access !== 'user';
/** Open to a session. */
const forOperators = ({ route }: Endpoint) => closed({ route } as Endpoint) && route.access !== 'track';

const notSignedIn: Pick<Case, 'status' | 'check'> = {
  status: 401,
  check: (answer) => {
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: 'Not signed in',
      status: 401,
      detail: expect.any(String),
    });
  },
};

const nameOf = (cookie: string) => cookie.split('=')[0];

/** Sends the good call as somebody. */
async function sendAs({ s }: Setting, endpoint: Endpoint, ...credentials: (string | undefined)[]) {
  const answers = [];
  for (const as of credentials)
    answers.push(await send(s, endpoint, await goodCall(s, endpoint, as), { as }));
  return answers;
}

/** Who may call, and who may not. */
export const accessCases: Cases = {
  allowed: {
    async run(setting, endpoint) {
      const { keys } = setting;
      const { access, method } = endpoint.route;
      if (access === 'anyone' || access === 'user') return sendAs(setting, endpoint, undefined);
      if (access === 'track') return sendAs(setting, endpoint, keys.track);
      const { cookie } = await setting.newOperator('admin');
      const readers = method === 'GET' ? [keys.read] : [];
      // What one changes of one's own sign-in, no key can.
      if (access === 'signed-in' && method !== 'GET')
        return [
          ...(await sendAs(setting, endpoint, cookie)),
          ...(await sendAs(setting, endpoint, (await setting.newOperator('viewer')).cookie)),
        ];
      const viewers = access === 'admin' ? [] : [(await setting.newOperator('viewer')).cookie];
      return sendAs(setting, endpoint, keys.admin, ...readers, ...viewers, cookie);
    },
  },
  anonymous: { of: closed, ...notSignedIn, run: (setting, endpoint) => sendAs(setting, endpoint, undefined) },
  forged: {
    of: closed,
    ...notSignedIn,
    run: (setting, endpoint) =>
      sendAs(
        setting,
        endpoint,
        `${nameOf(setting.admin)}=forged`,
        `joip_${'x'.repeat(43)}`,
        `${nameOf(setting.admin)}=`,
      ),
  },
  expired: {
    of: forOperators,
    ...notSignedIn,
    async run(setting, endpoint) {
      const { cookie } = await setting.newOperator('admin');
      const call = await goodCall(setting.s, endpoint);
      setting.wait(ABSOLUTE + 1);
      try {
        return await send(setting.s, endpoint, call, { as: cookie });
      } finally {
        setting.wait(-ABSOLUTE - 1);
      }
    },
  },
  'signed out': {
    of: forOperators,
    ...notSignedIn,
    async run(setting, endpoint) {
      const { cookie } = await setting.newOperator('admin');
      await setting.s.post('/api/auth/sign-out', undefined, { as: cookie });
      return sendAs(setting, endpoint, cookie);
    },
  },
  'wrong role': {
    of: ({ route }) => route.access === 'admin',
    status: 403,
    run: (setting, endpoint) => sendAs(setting, endpoint, setting.viewer),
  },
  'wrong scope': {
    of: closed,
    status: 403,
    run(setting, endpoint) {
      const { keys } = setting;
      const { access, method } = endpoint.route;
      if (access === 'track') return sendAs(setting, endpoint, keys.read, keys.admin);
      return sendAs(setting, endpoint, keys.track, ...(method === 'GET' ? [] : [keys.read]));
    },
  },
  'session for a key': {
    of: ({ route }) => route.access === 'track',
    ...notSignedIn,
    run: (setting, endpoint) => sendAs(setting, endpoint, setting.admin),
  },
  demoted: {
    of: ({ route }) => route.access === 'admin',
    status: 403,
    async run(setting, endpoint) {
      const { email, cookie } = await setting.newOperator('admin');
      await setting.s.analytics.auth.operators.save(email, 'viewer');
      return sendAs(setting, endpoint, cookie);
    },
  },
};
