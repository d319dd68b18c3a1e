import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import type { Log } from '../../src/log/log.ts';
import { anActivity, emptyDatabase } from '../support/index.ts';
import { type DatabaseProxy, databaseProxy } from '../support/proxy.ts';
import { startTemporary } from '../support/server.ts';
import { signalTree } from '../support/signal-tree.ts';

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let proxy: DatabaseProxy;
let analytics: Installation;
let lines: Line[];
const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (fields: Record<string, unknown>, message: string) => void lines.push({ level, fields, message }),
  ]),
) as unknown as Log;

beforeEach(async () => {
  lines = [];
  database = await emptyDatabase();
  proxy = await databaseProxy(database.url);
  analytics = await openInstallation({
    databaseUrl: proxy.url,
    queryTimeout: 2_000,
    queue: { timeout: 1_000 },
    rateLimit: 0,
    log,
  });
});
afterEach(async () => {
  proxy.thaw();
  await analytics.close();
  await proxy.close();
  await database.drop();
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  analytics.fetch(new Request(`http://127.0.0.1:3000${path}`, { headers }), { remoteAddress: '127.0.0.1' });
const statusOf = async (path: string) => (await ask(path)).status;
const telling = (text: string) => lines.filter(({ message }) => message.includes(text));

it.each(['freeze', 'strand', 'shut'] as const)(
  '%s: every call ends in time and tells the truth',
  async (how) => {
    const key = (await analytics.auth.keys.create('reader', ['read'])).key;
    const bearer = { authorization: `Bearer ${key}` };
    expect((await ask('/api/admin/usage-summary', bearer)).status).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
    analytics.start();

    proxy[how]();
    const sent = Array.from({ length: 500 }, (_, i) => anActivity({ userId: `user-${i % 7}` }));
    const outcomes = await Promise.all(sent.map((each) => analytics.track(each as never)));
    for (const outcome of outcomes)
      expect(how === 'strand' ? ['refused', 'committed'] : ['refused']).toContain(outcome.outcome);
    if (how === 'freeze') {
      expect(outcomes[0]).toMatchObject({
        reason: 'database_unavailable',
        message: expect.stringMatching(/isn't known .* same ids/),
      });
    }
    if (how === 'shut')
      expect(outcomes[0]).toMatchObject({
        reason: 'database_unavailable',
        message: expect.stringMatching(/same ids/),
      });
    expect(await statusOf('/healthz')).toBe(200);
    if (how !== 'strand') {
      // Many ask, one looks.
      const ready = await Promise.all(Array.from({ length: 20 }, () => ask('/readyz')));
      expect(new Set(ready.map(({ status }) => status))).toEqual(new Set([503]));
      expect(await ready[0]!.json()).toMatchObject({ obstacles: { database: expect.any(String) } });
      const report = await ask('/api/admin/usage-summary', bearer);
      expect([report.status, report.headers.get('content-type'), report.headers.has('retry-after')]).toEqual([
        503,
        'application/problem+json',
        true,
      ]);
    }
    const { held } = analytics.ingest.queue.state();
    expect(held).toBeLessThanOrEqual(500);

    proxy.thaw();
    proxy.open();
    await expect.poll(() => statusOf('/readyz'), { timeout: 20_000 }).toBe(200);
    // Sent again with the same ids, whatever became of the first time: each is there once.
    await expect
      .poll(
        async () => {
          const again = await Promise.all(sent.map((each) => analytics.track(each as never)));
          return again.every(({ outcome }) => outcome === 'committed' || outcome === 'duplicate');
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    const { rows } = await analytics.db.pool.query(
      'select count(*) as n, count(distinct event_id) as ids from analytics.user_activity_logs',
    );
    expect(rows).toEqual([{ n: 500, ids: 500 }]);
    await expect.poll(() => telling('not counted in the last minute').length).toBe(1);
    // Jobs ran into it dozens of times.
    expect(lines.filter(({ fields }) => 'job' in fields).length).toBeLessThanOrEqual(1);
  },
);

it('closes in time though the database says nothing, and tells everybody', async () => {
  analytics.start();
  proxy.freeze();
  const told = Promise.all(Array.from({ length: 20 }, () => analytics.track(anActivity() as never)));
  const begun = performance.now();
  await analytics.close();
  // The promise is 10 s; the rest is for a busy machine.
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(new Set((await told).map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  // Only now does it see that they have ended.
  proxy.thaw();
  await expect.poll(() => proxy.connections()).toBe(0);
});

it('counts a dead letter once though the answer to it was lost', async () => {
  let lost = 0;
  proxy.onAnswer((bytes) => {
    if (lost > 0 || !bytes.includes('guarded')) return true;
    lost++;
    return false;
  });
  const outcome = await analytics.track(anActivity({ action: 'unheard_of' }) as never);
  expect([outcome.outcome, lost]).toEqual(['dead_letter', 1]);
  const { rows } = await analytics.db.pool.query('select times from analytics.dead_letters');
  expect(rows).toEqual([{ times: 1 }]);
});

it('a log that throws hurts nobody', async () => {
  const broken = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      () => {
        throw new Error('the disk of the log is full');
      },
    ]),
  ) as unknown as Log;
  const other = await openInstallation({
    databaseUrl: database.url,
    queue: { maxActivities: 0 },
    log: broken,
  });
  expect(await other.track(anActivity() as never)).toMatchObject({ reason: 'queue_full' });
  await other.close();
});

it('a process whose database is frozen closes and ends by itself', async () => {
  const server = await startTemporary();
  let child: ChildProcess | undefined;
  try {
    const code = `
      const { openInstallation } = await import(${JSON.stringify(new URL('../../src/app/open-installation.ts', import.meta.url).href)});
      const analytics = await openInstallation({ databaseUrl: ${JSON.stringify(server.url)} });
      analytics.start();
      console.log('ready');
      process.stdin.once('data', async () => {
        void analytics.track({ userId: 'u', action: 'session_created' });
        await analytics.close();
        console.log('closed');
        process.stdin.unref();
      });`;
    child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout!, 'data');
    signalTree(server.server.pid, 'SIGSTOP');
    const ended = once(child, 'exit');
    child.stdin!.write('close\n');
    expect((await ended)[0]).toBe(0);
  } finally {
    signalTree(server.server.pid, 'SIGCONT');
    child?.kill('SIGKILL');
    await server.stop();
  }
}, 90_000);
