import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackupError, checkBackup, restoreBackup } from '../../src/backup/index.ts';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { anActivity, random, type TestDatabase, testDatabase } from '../support/index.ts';
import { backupTo, emptyTarget, folder } from './support.ts';

let t: TestDatabase;
let dir: ReturnType<typeof folder>;
let good: string;
let bytes: Buffer;
beforeAll(async () => {
  t = await testDatabase();
  dir = folder();
  await t.ingest.writeHistory(
    Array.from({ length: 3_000 }, (_, i) => anActivity({ userId: `u${i % 50}`, details: { i } })),
    'test',
  );
  good = dir.file('good.tar.gz');
  await backupTo(t.db, good);
  bytes = readFileSync(good);
});
afterAll(async () => {
  dir.remove();
  await t.drop();
});

async function refusalOf(path: string): Promise<string> {
  const error = await checkBackup(path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BackupError);
  return (error as Error).message;
}

it('is sound as written', async () => {
  const { header, manifest } = await checkBackup(good);
  expect(header).toMatchObject({ version: 1, schema: 'analytics', timezone: 'UTC' });
  expect(manifest.tables.user_activity_logs!.rows).toBe(3_000);
});

it('refuses any flipped byte, wherever it is', async () => {
  const path = dir.file('flipped.tar.gz');
  const r = random(11);
  const places = [0, 3, 4, 8, 9, 10, bytes.length - 1, bytes.length - 5, bytes.length - 8];
  for (let i = 0; i < 150; i++) places.push(r.int(0, bytes.length - 1));
  const told = new Set<string>();
  for (const at of places) {
    const bad = Buffer.from(bytes);
    bad[at]! ^= 1 << r.int(0, 7);
    writeFileSync(path, bad);
    told.add((await refusalOf(path)).replace(path, 'FILE').replaceAll(/\d+/g, 'N'));
  }
  expect([...told].some((each) => /damaged in table user_activity_logs, after N rows/.test(each))).toBe(true);
  for (const each of told) expect(each).toMatch(/use another copy of it, or an earlier backup$/);
});

it('refuses a file that was cut, or that goes on', async () => {
  const path = dir.file('cut.tar.gz');
  for (const size of [
    0,
    5,
    10,
    200,
    bytes.length >> 1,
    bytes.length - 100,
    bytes.length - 92,
    bytes.length - 1,
  ]) {
    copyFileSync(good, path);
    truncateSync(path, size);
    expect(await refusalOf(path)).toMatch(
      /is cut short|doesn't begin as a backup does|aren't those that were written/,
    );
  }
  copyFileSync(good, path);
  truncateSync(path, bytes.length >> 1);
  expect(await refusalOf(path)).toMatch(/is cut short in table user_\w+, after \d+ rows; use another copy/);
  for (const more of [Buffer.from('x'), bytes, gzipSync('more')]) {
    writeFileSync(path, Buffer.concat([bytes, more]));
    await refusalOf(path);
  }
});

it('refuses what is well zipped and yet not what was written, and names the table', async () => {
  const path = dir.file('forged.tar.gz');
  const forge = (change: (tar: Buffer) => void) => {
    const tar = gunzipSync(bytes);
    change(tar);
    writeFileSync(path, gzipSync(tar));
  };
  forge((tar) => {
    tar[tar.indexOf('\tsession_created\t') + 1] = 'S'.charCodeAt(0);
  });
  expect(await refusalOf(path)).toMatch(/is damaged in table activity_kinds: \d+ rows with checksum/);
  forge((tar) => tar.write('tables/uzers', tar.indexOf('tables/users/')));
  // The tar's own checksum of an entry's name.
  expect(await refusalOf(path)).toMatch(/is damaged/);
  forge(() => {});
  expect(await refusalOf(path)).toMatch(/reads well, but its bytes aren't those that were written/);
  writeFileSync(path, 'no backup at all');
  expect(await refusalOf(path)).toMatch(/doesn't begin as a backup does/);
});

it('leaves the database as it was', async () => {
  const path = dir.file('half.tar.gz');
  copyFileSync(good, path);
  truncateSync(path, statSync(path).size - 1_000);
  const target = await emptyTarget();
  await expect(restoreBackup(target.db, { path, catalogue, now: new Date() })).rejects.toThrow(
    'is cut short',
  );
  // Stopped half way through the rows.
  const stop = new AbortController();
  await expect(
    restoreBackup(target.db, {
      path: good,
      catalogue,
      now: new Date(),
      signal: stop.signal,
      onProgress: (p) => p.step === 'restore' && p.table === 'user_activity_logs' && stop.abort(),
    }),
  ).rejects.toThrow('abort');
  await expect
    .poll(async () => (await target.db.pool.query(`select to_regnamespace('analytics') as n`)).rows)
    .toEqual([{ n: null }]);
  const { reconciliation } = await restoreBackup(target.db, { path: good, catalogue, now: new Date() });
  expect(reconciliation).toMatchObject({ total: 0, activities: 3_000 });
  await target.drop();
});
