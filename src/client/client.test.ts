import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import type { UsageAnalytics } from '../contract/index.ts';
import {
  ApiError,
  type Call,
  createCaller,
  createDownloader,
  type Query,
  UnreachableError,
} from './index.ts';

describe('a client', () => {
  let s: TestServer;
  let call: Call;
  let options: { baseUrl: string; headers: Record<string, string>; fetch: typeof fetch };
  beforeAll(async () => {
    s = await testServer({ basePath: '/insights' });
    const key = await s.key('track', 'admin');
    options = {
      baseUrl: 'http://127.0.0.1:3000/insights',
      headers: { authorization: `Bearer ${key}` },
      fetch: (input, init) => s.analytics.fetch(new Request(input, init)),
    };
    call = createCaller(options);
  });
  afterAll(() => s?.close());

  it('sends a body and reads the answer', async () => {
    const sent = anActivity({
      userId: 'ünï/çödé',
      details: { theme: 'JOI' },
      action: 'smart_caption_generated',
    });
    const { results } = await call('track', { body: { activities: [sent] } });
    expect(results).toEqual([{ outcome: 'committed', eventId: sent.eventId }]);
    const { users, meta } = await call('usageAnalytics', {
      query: { period: '7days', breakdowns: { theme: 'joi' }, sortBy: 'smartCaptionsGenerated', pageSize: 5 },
    });
    expect(users.map((user) => [user.userId, user.smartCaptionsGenerated])).toEqual([['ünï/çödé', 1]]);
    expect(meta).toMatchObject({ pageSize: 5, filters: { theme: 'JOI' } });
    const { user } = await call('userUsage', { params: { userId: 'ünï/çödé' } });
    expect(user.userId).toBe('ünï/çödé');
  });

  it('groups and filters by what has names of its own', async () => {
    const answer = await call('usageAnalytics', {
      query: {
        groupBy: ['day', 'theme'],
        details: { theme: 'JOI' },
        excludeInternal: false,
        compare: 'none',
      },
    });
    expect(answer.groups?.map((group) => [group.key.theme, group.count])).toEqual([['JOI', 1]]);
  });

  it('changes and deletes', async () => {
    const made = await call('createKey', { body: { name: 'short-lived', scopes: ['read'] } });
    expect(await call('revokeKey', { params: { keyId: made.id } })).toBeUndefined();
    const { keys } = await call('keys');
    expect(keys.find((each) => each.id === made.id)?.revokedAt).toEqual(expect.any(String));
    const settings = await call('changeSettings', { body: { retention: { deadLetters: 30 } } });
    expect(settings.retention.deadLetters).toBe(30);
  });

  it('hands files over unread', async () => {
    const download = createDownloader(options);
    const file = await download('usersExport', { query: { period: 'all', columns: ['userId', 'email'] } });
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(await file.text()).toContain('ünï/çödé');
    expect(await (await download('apiDocs')).text()).toContain('API reference');
  });

  it('throws what the server refuses, each field named', async () => {
    const wrong = call('usageAnalytics', { query: { period: 'fortnight', sortBy: 'nope' } });
    await expect(wrong).rejects.toThrow(ApiError);
    await expect(wrong).rejects.toMatchObject({
      status: 400,
      title: 'Bad request',
      retryAfter: null,
      fields: { period: expect.stringContaining('takes'), sortBy: expect.stringContaining('totalActivity') },
    });
    const signedOut = createCaller({ ...options, headers: {} });
    await expect(signedOut('keys')).rejects.toMatchObject({ status: 401 });
    await expect(call('userUsage', { params: { userId: 'nobody' } })).rejects.toMatchObject({ status: 404 });
    await expect(call('userUsage', {} as never)).rejects.toThrow('needs the parameter "userId"');
  });

  it('tells a server that does not answer from one that refuses', async () => {
    const away = createCaller({
      baseUrl: 'http://127.0.0.1:9/',
      fetch: () => Promise.reject(new TypeError('x')),
    });
    await expect(away('panel')).rejects.toThrow(UnreachableError);
    const stopped = AbortSignal.abort();
    const unfinished = createCaller({ baseUrl: 'http://127.0.0.1:9/' });
    await expect(unfinished('panel', { signal: stopped })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('its types', () => {
  // Compiled, never called.
  const typed = (call: Call) => {
    expectTypeOf(call('usageAnalytics')).resolves.toEqualTypeOf<UsageAnalytics>();
    expectTypeOf(call('revokeKey', { params: { keyId: '' } })).resolves.toEqualTypeOf<undefined>();
    void call('analytics', { query: { compare: 'none', excludeInternal: true, interval: 'day' } });
    void call('userUsage', { params: { userId: 'u' }, query: { pageSize: 5 } });
    void call('createKey', { body: { name: 'web', scopes: ['track'] } });
    // @ts-expect-error no such endpoint
    void call('usageAnalitics');
    // @ts-expect-error no such parameter
    void call('analytics', { query: { perid: '7days' } });
    // @ts-expect-error no such value
    void call('analytics', { query: { interval: 'fortnight' } });
    // @ts-expect-error the path needs a user
    void call('userUsage');
    // @ts-expect-error another name in the path
    void call('userUsage', { params: { user: 'u' } });
    // @ts-expect-error a body is needed
    void call('createKey');
    // @ts-expect-error no such scope
    void call('createKey', { body: { name: 'web', scopes: ['write'] } });
    // @ts-expect-error no body is taken
    void call('panel', { body: {} });
    // @ts-expect-error a field too few
    void call('track', { body: { userId: 'u' } });
    // @ts-expect-error a single fact lacks its id
    void call('recordLikes', { body: { userId: 'u', shareId: 's', createdAt: '' } });
  };

  it('follow from the schemas', () => {
    expect(typed).toBeTypeOf('function');
    expectTypeOf<Query<'analytics'>['refresh']>().toEqualTypeOf<'force' | undefined>();
    expectTypeOf<Query<'usageAnalytics'>['pageSize']>().toEqualTypeOf<string | number | undefined>();
  });
});
