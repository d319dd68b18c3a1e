import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer } from '../../test/support/http.ts';

let answer: () => unknown;
const told: string[] = [];
let s: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  const log = (level: string) => (fields: object, message: string) => {
    const { err } = fields as { err?: Error };
    if (level === 'error' && message.startsWith('authorize'))
      told.push([message, err?.message].filter(Boolean).join(': '));
  };
  s = await testServer({
    authorize: () => answer() as never,
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') } as never,
  });
});
afterAll(() => s?.close());

const ask = async () => {
  told.length = 0;
  const { status, json } = await s.ask('/api/admin/usage-summary');
  return { status, detail: json?.detail };
};

const fails = () => {
  throw new Error('no session store');
};
it.each<[what: string, answer: () => unknown, status: number, said: RegExp]>([
  ['undefined', () => undefined, 403, /answered undefined/],
  ['false', () => false, 403, /answered a boolean/],
  ['a text', () => 'ann', 403, /answered a string/],
  ['a list', () => [{ id: 1, role: 'admin' }], 403, /answered a list/],
  ['nothing of it', () => ({}), 403, /without an id/],
  ['no id', async () => ({ email: 'ann@example.com', role: 'admin' }), 403, /without an id/],
  ['a null id', () => ({ id: null, role: 'admin' }), 403, /without an id/],
  ['a blank id', () => ({ id: ' ', role: 'admin' }), 403, /an id that is empty/],
  ['a placeholder', () => ({ id: 'undefined', role: 'admin' }), 403, /an id that is "undefined"/],
  ['an object as id', () => ({ id: {}, role: 'admin' }), 403, /an id that is an object/],
  ['no role', () => ({ id: 1 }), 403, /the role undefined, which is none of admin, viewer/],
  ['an unknown role', () => ({ id: 1, role: 'Admin' }), 403, /the role Admin, which is none of/],
  ['an inherited role', () => ({ id: 1, role: 'constructor' }), 403, /the role constructor/],
  ['an email that is none', () => ({ id: 1, role: 'admin', email: 7 }), 403, /an email that is no text/],
  ['a throw', fails, 503, /authorize failed.*no session store/],
  ['a rejection', async () => fails(), 503, /authorize failed.*no session store/],
  ['a rejection with nothing', () => Promise.reject(undefined), 503, /authorize failed/],
])('refuses %s, and says so in the log', async (_, given, status, said) => {
  answer = given;
  expect(await ask()).toEqual({ status, detail: expect.stringMatching(/The log of the server says why/) });
  expect(told).toEqual([expect.stringMatching(said)]);
});

it.each([
  [{ id: 'u-1', email: 'ann@example.com', role: 'admin' }, 'operator:host:u-1'],
  [{ id: 7, role: 'viewer' }, 'operator:host:7'],
  [{ id: 8n, email: null, role: 'admin' }, 'operator:host:8'],
])('takes %o, whom the audit log names', async (operator, actor) => {
  await s.audit(true);
  answer = () => operator;
  expect((await ask()).status).toBe(200);
  expect(told).toEqual([]);
  const rows = await s.audit();
  expect([...new Set(rows.map((row) => row.actor))]).toEqual([actor]);
});

it('asks our own sign-in where the host answers null', async () => {
  answer = () => null;
  expect((await ask()).status).toBe(401);
  expect(told).toEqual([]);
});
