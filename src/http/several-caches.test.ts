import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';

// Two servers on one database, as two processes behind a balancer: each has a cache of its own.
let one: TestServer;
let other: TestServer;
let admin: string;
let clock = Date.parse('2026-03-20T12:00:00Z');
let skew = 0;

beforeAll(async () => {
  const t = await testDatabase();
  const secret = new Uint8Array(32).fill(7);
  one = await testServer({ now: () => clock, secret }, t);
  other = await testServer({ now: () => clock + skew, secret }, t);
  admin = await one.key('admin');
});
afterAll(async () => {
  await other.analytics.close();
  await one.close();
});

const record = () => one.analytics.ingest.track(anActivity({ createdAt: clock - 60_000 }));

/** A browser: it sends the tag of what it had last. */
function browser() {
  let tag: string | undefined;
  let last: unknown;
  return async (s: TestServer) => {
    const answer = await s.ask('/api/admin/usage-summary', {
      as: admin,
      headers: tag ? { 'if-none-match': tag } : {},
    });
    tag = answer.headers.get('etag')!;
    if (answer.status === 200) last = answer.json.summary.activities;
    return last;
  };
}

it.each([
  ['clocks that agree', 0, 0],
  ['time between the answers', 0, 1_000],
  ['a clock that is behind', -5_000, 1_000],
  ['a clock that is ahead', 5_000, 1_000],
])('never takes a number back, with %s', async (_, by, step) => {
  clock += 600_000;
  skew = by;
  const seen = browser();
  await record();
  const before = (await seen(one)) as number;
  await record();
  clock += step;
  const numbers = [await seen(other), await seen(one), await seen(other), await seen(one)];
  expect(numbers).toEqual([1, 1, 1, 1].map((more) => before + more));
});

it('is asked by a browser that has its answer, and says so', async () => {
  clock += 600_000;
  skew = 0;
  const first = await one.ask('/api/admin/usage-summary', { as: admin });
  const headers = { 'if-none-match': first.headers.get('etag')! };
  expect((await one.ask('/api/admin/usage-summary', { as: admin, headers })).status).toBe(304);
});

it('believes no tag from another day', async () => {
  const far = `W/"${(Date.now() + 86_400_000).toString(36)}-${'a'.repeat(22)}"`;
  await one.ask('/api/admin/usage-summary', { as: admin });
  const again = await one.ask('/api/admin/usage-summary', { as: admin, headers: { 'if-none-match': far } });
  expect(again.json.meta.cached).toBe(true);
});
