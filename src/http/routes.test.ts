import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

// What every endpoint has in common is told by test/security.
let s: TestServer;
beforeAll(async () => {
  s = await testServer();
});
afterAll(() => s.close());

describe('elsewhere', () => {
  it.each([
    ['/nothing', 404],
    ['/api', 404],
    ['/api/admin', 404],
    ['/api/admin/analytics/', 404],
    ['/api/admin/users//usage', 404],
    ['/api/docs/', 404],
    ['/API/track', 404],
  ])('%s is %d', async (path, status) => {
    const answer = await s.ask(path);
    expect([answer.status, answer.json.status]).toEqual([status, status]);
  });

  it('leads to the panel', async () => {
    const answer = await s.ask('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/admin/']);
  });

  it('answers HEAD as GET, without a body', async () => {
    const request = new Request('http://127.0.0.1:3000/api/openapi.json', { method: 'HEAD' });
    const answer = await s.analytics.fetch(request);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});
