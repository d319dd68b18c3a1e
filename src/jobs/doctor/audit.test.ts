import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { createAudit } from '../../audit/index.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { audit as check } from './audit.ts';

const secret = Buffer.from('a secret of this test, 32 bytes or more');
const folder = mkdtempSync(join(tmpdir(), 'joip-audit-'));
const headFile = join(folder, 'heads.ndjson');
let t: TestDatabase;
const run = (more = {}) =>
  check.run({
    db: t.db,
    catalogue,
    now: Date.now,
    audit: { secret: async () => secret, secretInDatabase: false, headFile, ...more },
  });

beforeAll(async () => {
  t = await testDatabase();
});
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true });
});

it('is content with a log that verifies and is signed, warns of what it lacks, and fails on a cut', async () => {
  expect(await run()).toEqual({ status: 'ok', detail: '0 rows in 0 chains verified, 0 signed heads' });
  const audit = createAudit(t.db, { secret, now: Date.now, headFile, onError: () => {} });
  const access = {
    requestId: randomUUID(),
    actor: 'operator:1',
    endpoint: 'analytics',
    target: null,
    parameters: {},
  };
  await audit.begin(access);
  audit.complete(access, 200, null);
  await audit.close();
  expect(await run()).toEqual({ status: 'ok', detail: '3 rows in 1 chain verified, 2 signed heads' });
  expect(await run({ headFile: undefined })).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('no file of signed heads'),
    mend: expect.stringContaining('AUDIT_HEAD_FILE'),
  });
  expect(await run({ secretInDatabase: true })).toMatchObject({
    status: 'warn',
    mend: expect.stringContaining('SECRET_KEY'),
  });
  expect(await run({ headFile: join(folder, 'none') })).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('is missing, though a head was signed into it'),
  });
  await t.db.pool.query(`delete from ${t.db.s}.audit_log where seq = 2`);
  expect(await run()).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('the chain ends with row 1'),
    mend: expect.stringContaining('audit verify'),
  });
});
