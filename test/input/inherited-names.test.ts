import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue, defineCatalogue } from '../../src/catalogue/index.ts';
import { newEventId } from '../../src/ingest/ids.ts';
import { openApiDocument } from '../../src/openapi/index.ts';
import { testServer } from '../support/http.ts';

/** Names that every JavaScript object has: none of them is one of ours. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toLocaleString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
];
const document = openApiDocument({ catalogue: defaultCatalogue, basePath: '', version: '1' });
const reads = Object.entries(document.paths).flatMap(([path, item]) =>
  item.get && path !== '/api/admin/live' ? [{ path, operation: item.get }] : [],
);

let s: Awaited<ReturnType<typeof testServer>>;
let admin: string;
let key: string;

beforeAll(async () => {
  s = await testServer({ cacheSeconds: 0 });
  admin = await s.signIn('ann@example.com', 'admin');
  key = await s.key('track');
  const activities = NAMES.flatMap((name) => [
    {
      userId: name,
      action: 'smart_caption_generated',
      details: { theme: name, title: name },
      sessionId: name,
    },
    { userId: 'someone', action: 'babecock_created', details: { layout: name, compositionId: name } },
    { userId: 'someone', action: 'user_updated', details: { targetUserId: name } },
  ]);
  const { json } = await s.post('/api/track', { activities }, { as: key });
  expect(json.results.filter((each: { outcome: string }) => each.outcome !== 'committed')).toEqual([]);
  const at = '2026-01-05T00:00:00Z';
  for (const name of NAMES) {
    const facts: [string, object][] = [
      ['identify', { userId: name, name, email: name, role: name }],
      [
        'facts/credit-transactions',
        { id: name, userId: name, kind: 'purchase', amount: 1, currency: 'USD', createdAt: at },
      ],
      ['facts/referrals', { id: name, referrerId: name, refereeId: name, code: name, createdAt: at }],
      ['facts/community-shares', { id: name, ownerId: name, kind: 'media', sharedAt: at }],
      ['facts/community-likes', { id: name, userId: name, shareId: name, createdAt: at }],
      ['signals', { id: newEventId(), userId: name, signal: 'api_call' }],
    ];
    for (const [path, fact] of facts)
      expect([name, path, (await s.post(`/api/${path}`, fact, { as: key })).status]).toEqual([
        name,
        path,
        200,
      ]);
  }
});
afterAll(() => s?.close());

const get = (path: string) => s.ask(`/api/admin/${path}`, { as: admin });

describe('reports', () => {
  it('list a value of such a name as any other', async () => {
    const { status, json } = await get('usage-analytics?groupBy=theme');
    expect(status).toBe(200);
    const labels = json.groups.map((group: { label: string }) => group.label);
    for (const name of NAMES) expect(labels).toContain(name);
    for (const feature of json.features)
      for (const list of Object.values<{ label: unknown; value: string }[]>(feature.distributions))
        for (const { label } of list) expect(typeof label).toBe('string');
    const { distributions } = json.features.find(
      (each: { feature: string }) => each.feature === 'smart_captions',
    );
    expect(distributions.theme).toContainEqual({ value: '__proto__', label: '__proto__', count: 1 });
    expect((await get('analytics')).status).toBe(200);
    expect((await get('usage-summary?anonymize=true')).status).toBe(200);
  });

  it.each(NAMES)('answer the filters for %s as for any name', async (name) => {
    const { status, json } = await get(`usage-analytics?theme=${name}`);
    expect([status, json.users.map((user: { userId: string }) => user.userId)]).toEqual([200, [name]]);
    const detail = await get(`usage-analytics?filter[details.title]=${name}`);
    expect([detail.status, detail.json.meta.totalRows]).toEqual([200, 1]);
    const undeclared = await get(`usage-analytics?filter[details.${name}]=x`);
    const usual = await get('usage-analytics?filter[details.nothing]=x');
    expect([undeclared.status, undeclared.json.users]).toEqual([usual.status, usual.json.users]);
    expect(undeclared.json.meta.filters[`filter[details.${name}]`]).toBe('x');
    expect((await get(`users/${name}/usage`)).json.user.email).toBe(name);
    for (const parameter of ['feature', 'action', 'groupBy', 'sortBy', 'timezone', 'period', 'columns', name])
      expect([parameter, (await get(`usage-analytics?${parameter}=${name}`)).status]).toEqual([
        parameter,
        400,
      ]);
  });

  it('take such a name in no parameter, path or field for ours', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    for (const { path, operation } of reads)
      for (const name of NAMES.slice(0, 4)) {
        const filled = path.replace(/\{\w+\}/g, name);
        const asked = [
          ...(filled === path ? [] : [filled]),
          `${filled}?${name}=1`,
          ...operation.parameters
            .filter((each) => each.in === 'query')
            .map((each) => `${filled}?${encodeURIComponent(each.name.replace('NAME', name))}=${name}`),
        ];
        for (const address of asked) {
          const { status } = await s.ask(address, { as: admin });
          if (status >= 500) wrong.push(`${status} ${address}`);
        }
      }
    expect(wrong).toEqual([]);
  });
});

describe('whoever sends', () => {
  it.each(NAMES)('is told that %s is no action, feature or field', async (name) => {
    const send = async (json: string) => (await s.post('/api/track', json, { as: key })).json.results[0];
    expect(await send(`{"userId":"u","action":"${name}"}`)).toMatchObject({ reason: 'unknown_action' });
    expect(await send(`{"userId":"u","action":"session_viewed","feature":"${name}"}`)).toMatchObject({
      reason: 'feature_mismatch',
    });
    expect(await send(`{"userId":"u","action":"session_viewed","${name}":1}`)).toMatchObject({
      message: expect.stringContaining(`${name} is unknown`),
    });
    const settings = await s.ask('/api/admin/settings', {
      method: 'PUT',
      as: admin,
      body: `{"retention":{"activity":{"${name}":90}}}`,
    });
    expect(settings.status).toBe(400);
  });

  it('names its catalogue otherwise', () => {
    const { fingerprint: _, ...catalogue } = defaultCatalogue;
    const counter = { label: 'x', feature: 'sessions', actions: ['session_created'] };
    const named = (part: object) => () => defineCatalogue({ ...catalogue, ...part } as never);
    expect(named({ counters: { ...catalogue.counters, valueOf: counter } })).toThrow(
      /"valueOf" is a name that every/,
    );
    expect(named({ breakdowns: JSON.parse('{"__proto__":{"label":"x","actions":[],"values":{}}}') })).toThrow(
      /"__proto__" is a name that every/,
    );
    expect(named({ actons: {} })).toThrow('"actons" is no part of a catalogue');
    expect(named({ features: { sessions: { label: 'x', icon: 'y', stff: true } } })).toThrow(
      'features.sessions.stff is unknown; takes label, icon, staff',
    );
  });
});

it('erases users of such names', async () => {
  for (const name of NAMES) {
    const { status } = await s.ask(`/api/admin/users/${name}/erase`, {
      method: 'POST',
      as: admin,
      body: { confirm: name },
    });
    expect([name, status]).toEqual([name, 200]);
    expect((await get(`users/${name}/usage`)).status).toBe(404);
  }
  expect((await get('usage-analytics?groupBy=theme')).status).toBe(200);
});
