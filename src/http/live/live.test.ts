import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/http.ts';
import { anActivity } from '../../../test/support/index.ts';
import { openInstallation } from '../../app/open-installation.ts';
import type { LiveActivities } from '../../contract/index.ts';

let s: TestServer;
let admin: string;
beforeAll(async () => {
  s = await testServer();
  admin = await s.signIn('root@example.com', 'admin');
});
afterAll(() => s.close());

interface Event {
  readonly event: string;
  readonly data: LiveActivities & { reason?: string };
}

/** An open stream: its events as they come. */
async function stream(as = admin, query = '') {
  const response = await s.analytics.fetch(
    new Request(`http://127.0.0.1:3000/api/admin/live${query}`, {
      headers: /^joip_[^=]+$/.test(as) ? { authorization: `Bearer ${as}` } : { cookie: as },
    }),
    { remoteAddress: '127.0.0.1' },
  );
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function next(): Promise<Event | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      const part = end < 0 ? null : text.slice(0, end);
      if (part !== null) text = text.slice(end + 2);
      const found = part && /^event: (\w+)\ndata: (.*)$/.exec(part);
      if (found) return { event: found[1]!, data: JSON.parse(found[2]!) };
      if (part !== null) continue;
      const { done, value } = await reader!.read();
      if (done) return null;
      text += value;
    }
  }
  /** Event ids until so many have come. */
  async function ids(n: number): Promise<string[]> {
    const found: string[] = [];
    while (found.length < n) {
      const got = await next();
      if (got?.event !== 'activities') break;
      found.push(...got.data.activities.map(({ eventId }) => eventId!));
    }
    return found;
  }
  return { response, next, ids, close: () => void reader?.cancel() };
}

const track = async (userId: string, analytics = s.analytics) => {
  const { outcome } = await analytics.ingest.track(anActivity({ userId, createdAt: Date.now() }));
  return 'eventId' in outcome ? outcome.eventId : JSON.stringify(outcome);
};

describe('live activity', () => {
  it('comes once to everybody who listens, whichever process wrote it', async () => {
    const other = await openInstallation({ databaseUrl: s.t.url });
    const first = await stream();
    expect(first.response.headers.get('content-type')).toBe('text/event-stream');
    expect(first.response.headers.get('x-accel-buffering')).toBe('no');
    const written = [await track('u-1'), await track('u-2', other)];
    expect((await first.ids(2)).sort()).toEqual(written.sort());
    const second = await stream();
    expect((await second.ids(2)).sort()).toEqual(written);
    const third = await track('u-3', other);
    expect([await first.ids(1), await second.ids(1)]).toEqual([[third], [third]]);
    first.close();
    second.close();
    await other.close();
  });

  it('tells who did what, of one feature where asked', async () => {
    await s.analytics.identify({ userId: 'u-4', name: 'Ann', email: 'ann@example.com' });
    const only = await stream(admin, '?feature=media_gallery');
    await s.analytics.track({ userId: 'u-4', action: 'session_created' });
    await s.analytics.track({ userId: 'u-4', action: 'media_uploaded' });
    const { data } = (await only.next())!;
    expect(data.activities).toHaveLength(1);
    expect(data.activities[0]).toMatchObject({
      userId: 'u-4',
      name: 'Ann',
      email: 'ann@example.com',
      action: 'media_uploaded',
      feature: 'media_gallery',
    });
    expect([data.more, data.lastMinute]).toEqual([0, 1]);
    only.close();
  });

  it('summarises a burst', async () => {
    const burst = await stream(admin, '?feature=babecock_studio');
    await s.analytics.ingest.writeHistory(
      Array.from({ length: 250 }, (_, i) => ({
        ...anActivity({ userId: `b-${i}`, action: 'babecock_created', createdAt: Date.now() - 500 }),
      })),
      'burst',
    );
    const { data } = (await burst.next())!;
    expect([data.activities.length, data.more]).toEqual([100, 150]);
    burst.close();
  });

  it('ends when it was asked to, and when the server closes', async () => {
    const short = await stream(admin, '?seconds=1&feature=account');
    expect(await short.next()).toEqual({ event: 'end', data: { reason: 'renew' } });
    expect(await short.next()).toBeNull();
    const t = await testServer();
    const as = await t.signIn('root@example.com', 'admin');
    const response = await t.analytics.fetch(
      new Request('http://127.0.0.1:3000/api/admin/live', { headers: { cookie: as } }),
      { remoteAddress: '127.0.0.1' },
    );
    const text = response.text();
    await t.close();
    expect(await text).toContain('event: end\ndata: {"reason":"closing"}');
  });

  it('is for administrators and reading keys, eight at a time', async () => {
    const viewer = await s.signIn('viewer@example.com', 'viewer');
    expect((await stream(viewer)).response.status).toBe(403);
    expect((await stream('')).response.status).toBe(401);
    const key = await s.key('read');
    const open = [];
    for (let i = 0; i < 8; i++) open.push(await stream(key));
    expect(open.map(({ response }) => response.status)).toEqual(Array(8).fill(200));
    const ninth = await stream(key);
    expect([ninth.response.status, ninth.response.headers.get('retry-after')]).toEqual([429, '10']);
    for (const each of open) each.close();
    await expect
      .poll(async () => {
        const again = await stream(key);
        again.close();
        return again.response.status;
      })
      .toBe(200);
  });

  it('is audited with the rows that it told, and is no failure once its reader left', async () => {
    const listening = await stream();
    await track('u-9');
    await listening.next();
    listening.close();
    const ends = async () =>
      (await s.audit())
        .filter(({ endpoint, phase }) => endpoint === 'live' && phase === 'completion')
        .map(({ status, rows }) => [status, rows > 0]);
    await expect.poll(ends).toContainEqual([200, true]);
    expect((await ends()).filter(([status]) => status === 499 || status === 500)).toEqual([]);
  });
});
