import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

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
    ['/api/admin/nothing/', 404],
    ['/api/admin/users//usage', 404],
    ['/api/admin/users//', 404],
    ['/api//admin/users//usage', 404],
    ['/API/TRACKS', 404],
  ])('%s is %d', async (path, status) => {
    const answer = await s.ask(path);
    expect([answer.status, answer.json.status]).toEqual([status, status]);
  });

  it.each([
    ['/api/admin/analytics/', 401],
    ['//api///admin/analytics', 401],
    ['/API/Admin/Analytics/', 401],
    ['/api/Admin/users/Mixed%2FCase/usage/', 401],
    ['/API/track', 405],
    ['/api/openapi.json/', 200],
    ['/HEALTHZ', 200],
  ])('%s is taken for the one spelling: %d', async (path, status) => {
    expect((await s.ask(path)).status).toBe(status);
  });

  it.each([
    ['/API/docs/', '../../api/docs'],
    ['/API/docs', '../api/docs'],
    ['//admin/usage', '../../admin/usage'],
    ['/Admin/users/Mixed%2FCase', '../../admin/users/Mixed%2FCase'],
    ['/admin//usage', '../../admin/usage'],
    ['/ADMIN', './admin'],
    ['//', '../admin/'],
  ])('%s, a page, leads to the one spelling', async (path, location) => {
    const answer = await s.ask(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
  });

  // Some hosts take the slash off, others put it on: leading to the other would never end.
  it.each([
    ['/admin', '<base href="./admin/"'],
    ['/admin/', '<base href="./"'],
    ['/admin/users', '<base href="./"'],
    ['/admin/users/', '<base href="../"'],
    ['/api/docs', 'href="docs/style.css"'],
    ['/api/docs/', 'href="../docs/style.css"'],
  ])('%s is a page as it was asked for', async (path, found) => {
    const answer = await s.ask(path);
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(found)]);
  });

  it('keeps the spelling of a name in a path', async () => {
    const userId = 'Mixed/Case';
    await s.analytics.ingest.track(anActivity({ userId }));
    const as = await s.signIn('admin@example.com', 'admin');
    for (const path of ['/api/admin/users/Mixed%2FCase/usage', '/API/admin//users/Mixed%2FCase/usage/'])
      expect((await s.ask(path, { as })).json.user.userId).toBe(userId);
  });

  it('leads to the panel', async () => {
    const answer = await s.ask('/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, './admin/']);
  });

  it('answers HEAD as GET, without a body', async () => {
    const request = new Request('http://127.0.0.1:3000/api/openapi.json', { method: 'HEAD' });
    const answer = await s.analytics.fetch(request);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});
