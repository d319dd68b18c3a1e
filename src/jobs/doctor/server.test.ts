import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { startTemporary } from '../../../test/support/server.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { connect } from '../../db/connect.ts';
import type { DoctorContext } from './check.ts';
import { checks, type Diagnosis } from './index.ts';
import { durability, restarts } from './server.ts';

let t: TestDatabase;
let ctx: DoctorContext;
beforeAll(async () => {
  t = await testDatabase();
  ctx = { db: t.db, catalogue, now: Date.now, patience: 50 };
});
afterAll(() => t.drop());

it('says that commits are not durable', async () => {
  const server = await startTemporary({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' });
  const db = connect({ url: server.url });
  expect(await durability.run({ ...ctx, db })).toEqual({
    status: 'fail',
    detail: 'fsync, full_page_writes off: acknowledged activity may be lost',
    mend: 'set `fsync = on`, `full_page_writes = on` in postgresql.conf and reload',
  });
  await db.close();
  await server.stop();
});

it('waits for the disk where the database says that nobody need', async () => {
  await t.db.pool.query(`alter database ${new URL(t.url).pathname.slice(1)} set synchronous_commit = off`);
  const db = connect({ url: t.url });
  expect(await durability.run({ ...ctx, db })).toMatchObject({
    status: 'ok',
    detail: 'fsync and full_page_writes on, synchronous_commit on',
  });
  await db.close();
});

it.each<[string, DoctorContext['serverState'], string, RegExp]>([
  ['another server', null, 'ok', /isn't the embedded one/],
  ['no serve', undefined, 'ok', /no `serve` runs/],
  ['a calm one', { running: true, restarts: 0, lastEnd: null }, 'ok', /it has/],
  [
    'one that was killed',
    { running: true, restarts: 1, lastEnd: { at: 0, why: 'SIGKILL' } },
    'warn',
    /again 1 time since .* 1970-01-01T00:00:00.000Z \(SIGKILL\)/,
  ],
])('says whether the embedded server kept running: %s', async (_, serverState, status, says) => {
  expect(await restarts.run({ ...ctx, serverState })).toMatchObject({
    status,
    detail: expect.stringMatching(says),
  });
});

it.each<[string, number, Diagnosis['status'], RegExp]>([
  ['a full disk', 100_000_000, 'fail', /only 0.09 GiB/],
  ['a disk that fills', 900_000_000, 'warn', /only 0.84 GiB/],
])('says how much room there is: %s', async (_, bytes, status, says) => {
  const disk = checks.find(({ name }) => name === 'disk')!;
  expect(await disk.run({ ...ctx, freeBytes: async () => bytes })).toMatchObject({
    status,
    detail: expect.stringMatching(says),
    mend: expect.stringMatching(/make room/),
  });
});
