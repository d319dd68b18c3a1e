import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { PROGRAM } from '../../../test/support/program.ts';
import { temporaryFolder } from '../../../test/support/server.ts';
import { canReach } from './account.ts';
import { startEmbedded } from './index.ts';

vi.setConfig({ testTimeout: 90_000 });

/** No user of any system; a container may be started with such an id all the same. */
const UNLISTED = { uid: 12_345, gid: 12_345 };

let folder: string;
let dataDir: string;
beforeEach(({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can start a program under an id of its choice');
  if (!canReach(dirname(PROGRAM), UNLISTED)) skip("another user can't enter the folder of the program");
  folder = temporaryFolder();
  dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  return () => rmSync(folder, { recursive: true, force: true });
});

function migrate() {
  const { uid, gid } = UNLISTED;
  const who = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const args = [...who, process.execPath, PROGRAM, 'migrate', '--data-dir', dataDir];
  // As in a container: little is set, and there is no home.
  const { status, stderr, error } = spawnSync('/usr/bin/setpriv', args, {
    cwd: folder,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  });
  if (error) throw error;
  return { status, stderr };
}

function giveAway(path: string): void {
  chownSync(path, UNLISTED.uid, UNLISTED.gid);
  for (const each of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    chownSync(join(path, each), UNLISTED.uid, UNLISTED.gid);
}

it('a first start under an id without a name says what to do', () => {
  giveAway(dataDir);
  for (const _ of ['once', 'again']) {
    const { status, stderr } = migrate();
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/user with id 12345 .*\/etc\/passwd.*DATABASE_URL/),
    ]);
    expect(stderr).not.toContain('at ensureCluster');
  }
  expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['password']);
});

it('a folder that has its database already is started under it', async () => {
  await (await startEmbedded({ dataDir: join(dataDir, 'postgres') })).stop();
  giveAway(dataDir);
  expect(migrate()).toMatchObject({ status: 0, stderr: expect.any(String) });
});
