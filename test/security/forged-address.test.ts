import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../support/http.ts';

const ADDRESS = '127.0.0.9';
let s: TestServer;
let trusting: TestServer;
beforeAll(async () => {
  s = await testServer();
  trusting = await testServer({ trustProxy: [ADDRESS] });
});
afterAll(async () => {
  await s?.close();
  await trusting?.close();
});

/** Statuses of failed sign-ins, each as if from another address. */
async function guess(server: TestServer): Promise<number[]> {
  const statuses = [];
  for (let i = 0; i < 7; i++) {
    const answer = await server.post(
      '/api/auth/link',
      { token: `guess-${i}` },
      { remoteAddress: ADDRESS, headers: { 'x-forwarded-for': `127.1.0.${i}` } },
    );
    statuses.push(answer.status);
  }
  return statuses;
}

it('does not get around the limit of failed sign-ins, but from a proxy that is trusted', async () => {
  expect(await guess(s)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(await guess(trusting)).toEqual([401, 401, 401, 401, 401, 401, 401]);
});

it('does not make plain HTTP look like TLS', async () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.1.0.1' };
  const { operators } = s.analytics.auth;
  const token = await operators.newLink((await operators.save('a@example.com', 'admin')).id);
  const plain = await s.post('/api/auth/link', { token }, { remoteAddress: '203.0.113.9', headers });
  expect(plain.status).toBe(403);
  expect(plain.headers.get('set-cookie')).toBeNull();
});
