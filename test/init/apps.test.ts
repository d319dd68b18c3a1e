import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { apps } from './apps.ts';
import { type Project, project, started } from './project.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  vi.stubEnv('DATABASE_URL', undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await t?.drop();
});

it.each(Object.keys(apps))('%s: is edited, runs, and is as it was again', async (name) => {
  const { files, packages, start, edited, track } = apps[name]!;
  const p = project(files, packages);
  try {
    p.write('.env', `DATABASE_URL=${t.url}\n`);
    const shown = await p.init();
    expect([shown.status, p.changed()]).toEqual([0, '']);
    expect(shown.stdout).toContain('nothing was written; --yes writes it');
    const done = await p.init('--yes');
    expect([done.status, done.stderr]).toEqual([0, '']);
    const [path, lines] = edited;
    expect(p.added(path)).toBe(lines);
    expect(
      p
        .changed()
        .split('\n')
        .filter((line) => !line.startsWith('??')),
    ).toEqual([` M ${path}`]);

    await runs(p, Object.keys(files), start, track, name);

    const before = p.changed();
    const again = await p.init('--yes');
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('nothing to write')]);
    expect(p.changed()).toBe(before);
    const undone = await p.init('--undo', '--yes');
    expect([undone.status, undone.stderr]).toEqual([0, '']);
    expect(p.changed()).toBe('');
    expect(shown.stdout + done.stdout + undone.stdout).not.toContain(new URL(t.url).password || t.url);
  } finally {
    p.remove();
  }
});

/** Its own routes, the panel at its mount, and what it tracks, all of which the host's files were changed for meanwhile. */
async function runs(p: Project, paths: readonly string[], start: string, track: string, name: string) {
  const originals = paths
    .filter((path) => p.read(path).includes('TRACK'))
    .map((path) => [path, p.read(path)] as const);
  for (const [path, text] of originals)
    p.write(path, text.replace('TRACK', track.replaceAll('someone', name)));
  const host = await started(p.folder, start, name.includes('read late') ? {} : { DATABASE_URL: t.url });
  try {
    await expect
      .poll(async () => (await fetch(`${host.base}/insights/readyz`).catch(() => undefined))?.status, {
        message: `${name} is ready`,
      })
      .toBe(200);
    const page = await fetch(`${host.base}/insights`);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/insights/admin/']);
    expect(await page.text()).toContain('<base href=');
    const act = await fetch(`${host.base}/act`, { method: 'POST' });
    expect(await act.json()).toMatchObject({ outcome: 'committed' });
    const { rows } = await t.db.pool.query(`select 1 from ${t.db.s}.user_activity_logs where user_id = $1`, [
      name,
    ]);
    expect(rows).toHaveLength(1);
  } catch (error) {
    throw new Error(`${name}: ${host.output()}`, { cause: error });
  } finally {
    await host.stop();
  }
  for (const [path] of originals)
    p.write(path, p.read(path).replace(track.replaceAll('someone', name), 'TRACK'));
  expect(originals.length).toBe(1);
}
