import { expect } from 'vitest';
import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import { queryText } from '../../../src/contract/query-text.ts';
import { MAX_BODY } from '../../../src/http/body.ts';
import { parametersOf } from '../../../src/openapi/parameters.ts';
import { badValues } from '../bad-values.ts';
import type { Cases } from '../case.ts';
import { type Changes, type Endpoint, endpoints, goodCall, send } from '../endpoints.ts';
import type { Setting } from '../setting.ts';

const queryParametersOf = ({ name }: Endpoint) =>
  parametersOf(name, defaultCatalogue).filter((each) => each.in === 'query');
/** For a session or a key. */
const asksWho = ({ route }: Endpoint) => route.access !== 'anyone' && route.access !== 'user';
const hasBody = ({ schema }: Endpoint) => schema.body !== undefined;

async function sendChanged(setting: Setting, endpoint: Endpoint, ...changes: Changes[]) {
  const call = await goodCall(setting.s, endpoint);
  const as = await setting.allowed(endpoint);
  const answers = [];
  for (const each of changes) answers.push(await send(setting.s, endpoint, call, { as, ...each }));
  return answers;
}

/** Methods that an address takes. */
const methodsAt = (path: string) =>
  endpoints.filter((each) => each.route.path === path).map((each) => each.route.method as string);

/** Requests that are wrong in themselves, whoever sends them. */
export const requestCases: Cases = {
  'wrong method': {
    status: 405,
    run(setting, endpoint) {
      const taken = methodsAt(endpoint.route.path);
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !taken.includes(method));
      const changes = others.map((method) => ({ method, body: undefined, as: undefined }));
      return sendChanged(setting, endpoint, ...changes);
    },
    check(answer, { route }) {
      const taken = methodsAt(route.path).flatMap((method) =>
        method === 'GET' ? ['GET', 'HEAD'] : [method],
      );
      expect(answer.headers.get('allow')!.split(', ').sort()).toEqual(taken.sort());
    },
  },
  'unknown parameter': {
    of: ({ schema }) => !schema.others,
    status: 400,
    run: (setting, endpoint) => sendChanged(setting, endpoint, { search: 'perid=7days' }),
    check: (answer) => expect(answer.json.fields.perid).toMatch(/^is unknown; accepted: /),
  },
  'repeated parameter': {
    of: (endpoint) => queryParametersOf(endpoint).length > 0,
    status: 400,
    run(setting, endpoint) {
      const twice = queryParametersOf(endpoint).map(({ name }) => {
        const one = `${encodeURIComponent(name.replace('NAME', 'x'))}=a`;
        return { search: `${one}&${one}` };
      });
      return sendChanged(setting, endpoint, ...twice);
    },
    check: (answer) =>
      expect(Object.values(answer.json.fields)).toContainEqual('is given twice; give it once'),
  },
  'bad value': {
    of: (endpoint) => queryParametersOf(endpoint).length > 0,
    status: 400,
    async run(setting, endpoint) {
      const call = await goodCall(setting.s, endpoint);
      const answers = [];
      for (const { name, schema, 'x-alias-of': alias = name } of queryParametersOf(endpoint))
        for (const value of badValues(schema)) {
          const field = name.replace('NAME', 'mood');
          const rest = { ...call.query, [name]: undefined, [alias]: undefined };
          const search = queryText({ ...rest, breakdowns: { [field]: value } });
          const text = value === '' ? `${encodeURIComponent(field)}=` : search;
          const [answer] = await sendChanged(setting, endpoint, { search: text });
          expect([field, value, answer!.status, Object.keys(answer!.json?.fields ?? {})]).toEqual([
            field,
            value,
            400,
            expect.arrayContaining([field]),
          ]);
          answers.push(answer!);
        }
      return answers;
    },
  },
  'unknown in the path': {
    of: ({ route }) => route.path.includes(':'),
    status: 404,
    async run(setting, endpoint) {
      const names = [...endpoint.route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
      const values = ['nobody', crypto.randomUUID(), 'x'.repeat(201), 'a\u0000b', "' or 1=1--", '🙂'];
      const answers = [];
      for (const value of values) {
        const call = await goodCall(setting.s, endpoint);
        // What a body repeats of the path goes along.
        const body = renamed(call.body, Object.values(call.params ?? {}), value);
        const params = Object.fromEntries(names.map((name) => [name, value]));
        answers.push(...(await sendChanged(setting, endpoint, { params, body })));
      }
      return answers;
    },
  },
  'who may not learn of it': {
    of: ({ route }) => route.path.includes(':') && route.access === 'admin',
    status: 403,
    async run(setting, endpoint) {
      const call = await goodCall(setting.s, endpoint);
      const names = Object.keys(call.params ?? {});
      const params = Object.fromEntries(names.map((name) => [name, 'nobody']));
      const known = await send(setting.s, endpoint, call, { as: setting.viewer });
      const unknown = await send(setting.s, endpoint, call, { as: setting.viewer, params });
      expect([known.text, headersOf(known)]).toEqual([unknown.text, headersOf(unknown)]);
      return [known, unknown];
    },
  },
  'media type': {
    of: hasBody,
    status: 415,
    run: (setting, endpoint) =>
      sendChanged(
        setting,
        endpoint,
        { body: '{}', headers: { 'content-type': 'text/plain' } },
        { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        { body: '{}', headers: { 'content-type': 'application/jsonx' } },
        { body: '{}', headers: { 'content-encoding': 'br' } },
      ),
  },
  'over 1 MiB': {
    of: hasBody,
    status: 413,
    run: (setting, endpoint) => sendChanged(setting, endpoint, { body: `"${'x'.repeat(MAX_BODY)}"` }),
  },
  malformed: {
    of: hasBody,
    status: 400,
    run: (setting, endpoint) =>
      sendChanged(
        setting,
        endpoint,
        { body: '{' },
        { body: '' },
        { body: '[1' },
        { body: 'null' },
        { body: '"text"' },
        { body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) },
      ),
  },
  'other site': {
    of: ({ route }) => route.method !== 'GET' && route.access !== 'track',
    status: 403,
    run: (setting, endpoint) =>
      sendChanged(
        setting,
        endpoint,
        { headers: { origin: 'https://evil.example' } },
        { headers: { origin: 'null' } },
        { headers: { 'sec-fetch-site': 'cross-site' } },
        { headers: { 'sec-fetch-site': 'same-site' } },
      ),
  },
  'too often': {
    of: asksWho,
    status: 429,
    async run({ limited }, endpoint) {
      const as =
        endpoint.route.access === 'track'
          ? await limited.key('track')
          : await limited.signIn(`${endpoint.name}@example.com`, 'admin');
      const wrong = { as, search: 'perid=1' };
      const call = await goodCall(limited, endpoint);
      expect((await send(limited, endpoint, call, wrong)).status).toBe(400);
      return send(limited, endpoint, call, wrong);
    },
    check: (answer) => expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0),
  },
  'forged proxy': {
    of: asksWho,
    status: 401,
    run: (setting, endpoint) =>
      sendChanged(setting, endpoint, {
        as: undefined,
        remoteAddress: '198.51.100.7',
        headers: {
          'x-forwarded-for': '203.0.113.9',
          'x-forwarded-proto': 'https',
          'x-forwarded-host': 'evil.example',
          forwarded: 'for=203.0.113.9',
        },
      }),
  },
};

const renamed = (body: unknown, from: readonly string[], to: string): unknown =>
  body && JSON.parse(JSON.stringify(body), (_, each) => (from.includes(each) ? to : each));

const headersOf = (answer: { headers: Headers }) => [...answer.headers.entries()];
