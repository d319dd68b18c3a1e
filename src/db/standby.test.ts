import { execFileSync } from 'node:child_process';
import { chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/server.ts';
import { openInstallation } from '../app/open-installation.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { examine } from '../jobs/doctor/index.ts';
import { connect } from './connect.ts';
import { type EmbeddedServer, startEmbedded } from './embedded/index.ts';

let standby: EmbeddedServer;
const dir = temporaryFolder();

/** A real one: a copy of a server's folder, told to wait for a primary. */
beforeAll(async () => {
  const primary = await startEmbedded({ dataDir: join(dir, 'primary') });
  await primary.createDatabase('app');
  await (await openInstallation({ databaseUrl: primary.url('app') })).close();
  await primary.stop();
  execFileSync('cp', ['-a', join(dir, 'primary'), join(dir, 'standby')]);
  const cluster = join(dir, 'standby', 'cluster');
  const { uid, gid } = statSync(cluster);
  writeFileSync(join(cluster, 'standby.signal'), '');
  chownSync(join(cluster, 'standby.signal'), uid, gid);
  standby = await startEmbedded({ dataDir: join(dir, 'standby') });
});
afterAll(async () => {
  await standby?.stop();
  rmSync(dir, { recursive: true, force: true });
});

it.each([true, false])(
  'a hot standby is refused at the start with what to do, migrate: %s',
  async (migrate) => {
    const opened = openInstallation({ databaseUrl: standby.url('app'), migrate });
    await expect(opened).rejects.toMatchObject({
      name: 'DatabaseRefusal',
      code: 'read_only',
      message: 'the server is a hot standby, which takes no writes; name the primary server',
    });
  },
);

it('and doctor can still look at it', async () => {
  const db = connect({ url: standby.url('app') });
  const found = await examine({ db, catalogue: defaultCatalogue, now: Date.now });
  await db.close();
  expect(found.find(({ name }) => name === 'tables')).toMatchObject({ status: 'ok' });
});
