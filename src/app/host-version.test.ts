import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { checkOptions } from './check-options.ts';
import { hostVersion } from './host-version.ts';
import { openInstallation } from './open-installation.ts';

let home: string;
const file = (path: string, text = '') => {
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), text);
  return join(home, path);
};
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'host-version-'));
  file('package.json', '{"name":"shop","version":"3.1.0"}');
  file('dist/server.js');
  file('dist/package.json', '{"type":"module"}');
  file('apps/web/package.json', '{"name":"web","version":"5.0.0"}');
  file('apps/web/main.js');
  file('node_modules/next/package.json', '{"name":"next","version":"16.0.0"}');
  file('node_modules/next/dist/bin/next');
  mkdirSync(join(home, 'node_modules/.bin'));
  symlinkSync(join(home, 'node_modules/next/dist/bin/next'), join(home, 'node_modules/.bin/next'));
  file('ours/package.json', '{"name":"joip-analytics","version":"0.1.0"}');
  file('ours/main.js');
  file('unset/package.json', '{"name":"private","version":"0.0.0"}');
  file('unset/main.js');
  file('odd/package.json', '{"name":"odd","version":"postgres://me:secret@host/db"}');
  file('odd/main.js');
  file('broken/package.json', '{');
  file('broken/main.js');
});
afterAll(() => rmSync(home, { recursive: true }));

function found(main: string | undefined, env: Record<string, string> = {}, given?: string | false) {
  const warned: string[] = [];
  const version = hostVersion(given, (message) => warned.push(message), {
    env,
    main: main && join(home, main),
    folder: join(home, 'apps/web'),
  });
  return warned.length > 0 ? [version, ...warned] : version;
}

describe('the version of a host', () => {
  const npm = { npm_package_name: 'shop', npm_package_version: '3.2.0' };
  it.each([
    ['nearest to its main file', 'dist/server.js', {}, '3.1.0'],
    ['of its own package in a larger one', 'apps/web/main.js', {}, '5.0.0'],
    ['above one that can not be read', 'broken/main.js', {}, '3.1.0'],
    ['of the working folder where what runs is installed', 'node_modules/.bin/next', {}, '5.0.0'],
    ['of the working folder where no file was started', undefined, {}, '5.0.0'],
    ['of the script that started it', 'dist/server.js', npm, '3.2.0'],
    ['never ours', 'ours/main.js', {}, null],
    ['never ours, by script', 'dist/server.js', { ...npm, npm_package_name: 'joip-analytics' }, null],
    ['none where nobody gives versions', 'unset/main.js', {}, null],
    ['none where it is no version', 'odd/main.js', {}, null],
    [
      'of the environment',
      'dist/server.js',
      { ...npm, JOIP_ANALYTICS_HOST_VERSION: ' 8f3c1ab \n' },
      '8f3c1ab',
    ],
  ] as const)('is the one %s', (_, main, env, expected) => expect(found(main, env)).toBe(expected));

  it('is what the host says before all else, and none where it says so', () => {
    const env = { JOIP_ANALYTICS_HOST_VERSION: '2' };
    expect([found('dist/server.js', env, '1.0.0-rc.1+7'), found('dist/server.js', env, false)]).toEqual([
      '1.0.0-rc.1+7',
      null,
    ]);
  });

  it('is never something else that came into the environment', () => {
    expect(found('dist/server.js', { JOIP_ANALYTICS_HOST_VERSION: 'postgres://me:secret@host/db' })).toEqual([
      null,
      "JOIP_ANALYTICS_HOST_VERSION takes a version of up to 64 letters, digits and . _ + - ~ /, such as 2.4.0 or 2026-03-15.2; releases aren't marked",
    ]);
  });

  it.each(['', ' 1', '1 0', '1\n', 'é', 'x'.repeat(65), 7, true, '-1'])('as an option is not %j', (version) =>
    expect(() => checkOptions({ version })).toThrow(
      'createAnalytics: version takes a version of up to 64 letters, digits and . _ + - ~ /, such as 2.4.0 or 2026-03-15.2, or false for none',
    ),
  );
});

describe('an installation', () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.drop());

  it('marks the version that it was started with', async () => {
    const STARTED = Date.parse('2026-03-10T10:00:00Z');
    const analytics = await openInstallation({
      databaseUrl: t.url,
      version: '2.4.0',
      now: () => STARTED,
    });
    const read = async () =>
      (await t.db.pool.query(`select version, at from ${t.db.s}.annotations`)).rows as unknown[];
    try {
      analytics.start();
      await expect.poll(read).toEqual([{ version: '2.4.0', at: new Date(STARTED) }]);
    } finally {
      await analytics.close();
    }
  });
});
