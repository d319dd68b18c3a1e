import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Drop } from '../../src/sdk/index.ts';
import { openSpool } from '../../src/sdk/spool.ts';
import { type SdkSetting, sdkSetting } from './setting.ts';

let on: SdkSetting;
let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'joip-sdk-'));
  on = await sdkSetting();
});
afterAll(async () => {
  await on?.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => on.way.breaks(() => 'pass'));

let n = 0;
const folder = () => join(root, `spool-${++n}`);
const outcomesOf = (told: readonly { outcome: string }[]) => [...new Set(told.map(({ outcome }) => outcome))];

describe('a tracker with a spool', () => {
  it('keeps on disk what it can not deliver, and delivers it when the server is back', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker({ spool: openSpool({ folder: folder() }), batchSize: 10 });
    const told = await Promise.all([
      ...Array.from({ length: 95 }, () => tracker.trackSessionAction('disk', 'created', 's')),
      tracker.identify({ userId: 'disk', name: 'Dita' }),
    ]);
    expect(outcomesOf(told)).toEqual(['spooled']);
    tracker.apiCall('disk');
    // Nothing of it is in memory.
    await expect.poll(() => tracker.stats()).toMatchObject({ waiting: 0, outcomes: { spooled: 97 } });
    on.way.breaks(() => 'pass');
    await expect.poll(() => tracker.stats().outcomes).toMatchObject({ committed: 95, recorded: 2 });
    expect(await on.countOf('disk')).toEqual({ rows: 95, counted: 95 });
    expect(await tracker.shutdown()).toMatchObject({ waiting: 0, drops: {}, held: null });
  });

  it('leaves the rest to the next one at its end', async () => {
    const at = folder();
    on.way.breaks(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
    const first = on.tracker({ spool: openSpool({ folder: at }), flushInterval: 3_600_000 });
    const told = Array.from({ length: 50 }, () => first.trackSessionAction('heir', 'created', 's'));
    expect((await first.shutdown(20)).drops).toEqual({});
    expect(outcomesOf(await Promise.all(told))).toEqual(['spooled']);
    on.way.breaks(() => 'pass');
    const next = on.tracker({ spool: openSpool({ folder: at }) });
    await expect.poll(() => next.stats().outcomes).toEqual({ committed: 50 });
    expect(await on.countOf('heir')).toEqual({ rows: 50, counted: 50 });
  });

  it('ends though there is much on disk, and leaves it there', async () => {
    const at = folder();
    on.way.breaks(() => 'lost');
    const first = on.tracker({ spool: openSpool({ folder: at }) });
    await Promise.all(Array.from({ length: 200 }, () => first.trackSessionAction('much', 'created', 's')));
    await first.shutdown();
    on.way.breaks(() => 'pass');
    const hasty = on.tracker({ spool: openSpool({ folder: at }), batchSize: 1 });
    await expect.poll(() => hasty.stats().outcomes.committed).toBeGreaterThan(0);
    await hasty.shutdown(0);
    expect((await on.countOf('much')).rows).toBeLessThan(200);
    const next = on.tracker({ spool: openSpool({ folder: at }) });
    await expect.poll(() => on.countOf('much')).toEqual({ rows: 200, counted: 200 });
    await next.shutdown();
  });

  it('waits in memory while the disk is full, within its bounds', async () => {
    on.way.breaks(() => 'lost');
    const drops: Drop[] = [];
    const tracker = on.tracker({
      spool: openSpool({ folder: folder(), maxBytes: 4_000 }),
      maxWaiting: 40,
      onDrop: (drop) => void drops.push(drop),
    });
    const told = Array.from({ length: 100 }, () => tracker.trackSessionAction('full', 'created', 's'));
    await expect.poll(() => tracker.stats().retries).toBeGreaterThan(2);
    on.way.breaks(() => 'pass');
    await expect.poll(() => tracker.stats().outcomes.committed).toBe(40);
    expect(drops.map(({ reason }) => reason)).toEqual(Array(60).fill('queue_full'));
    await Promise.all(told);
    expect(await on.countOf('full')).toEqual({ rows: 40, counted: 40 });
  });

  it('leaves on disk what is refused for its key, and delivers it with another', async () => {
    const at = folder();
    on.way.breaks(() => 'lost');
    const wrong = on.tracker({ spool: openSpool({ folder: at }), key: `joip_${'x'.repeat(43)}` });
    expect(await wrong.trackSessionAction('key', 'created', 's')).toEqual({ outcome: 'spooled' });
    on.way.breaks(() => 'pass');
    await expect.poll(() => wrong.stats().held).toMatch(/^answered 401: /);
    await wrong.shutdown();
    const right = on.tracker({ spool: openSpool({ folder: at }) });
    await expect.poll(() => right.stats().outcomes).toEqual({ committed: 1 });
  });

  it('tells what became of what was on disk', async () => {
    const drops: Drop[] = [];
    const tracker = on.tracker({
      spool: openSpool({ folder: folder() }),
      onDrop: (drop) => void drops.push(drop),
    });
    on.way.breaks(() => 'lost');
    const wrong = { userId: 'told', emale: 'x' } as never;
    expect(await tracker.identify(wrong)).toEqual({ outcome: 'spooled' });
    on.way.breaks(() => 'pass');
    await expect
      .poll(() => drops)
      .toEqual([
        {
          path: '/api/identify',
          item: wrong,
          reason: 'rejected',
          message: expect.stringContaining('emale'),
          field: undefined,
        },
      ]);
  });
});

it('loses and doubles nothing that was spooled by a process that is killed', async () => {
  const at = folder();
  on.way.breaks((nth) => (nth % 3 === 0 ? 'answer lost' : 'lost'));
  const script = fileURLToPath(new URL('spooling.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, on.url, on.key, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === 120) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(statSync(at).isDirectory()).toBe(true);
  on.way.breaks((nth) => (nth % 3 === 0 ? 'answer lost' : 'pass'));
  const next = on.tracker({ spool: openSpool({ folder: at }) });
  const rows = async () =>
    (
      await on.s.t.db.pool.query<{ id: string }>(
        `select session_id as id from ${on.s.t.db.s}.user_activity_logs where user_id = 'killed'`,
      )
    ).rows.map(({ id }) => id);
  await expect
    .poll(async () => {
      const there = new Set(await rows());
      return acknowledged.filter((id) => !there.has(id)).length;
    })
    .toBe(0);
  await next.shutdown();
  const all = await rows();
  expect(new Set(all).size).toBe(all.length);
  console.log(`spooled by a killed process: ${acknowledged.length}, lost 0, doubled 0`);
});
