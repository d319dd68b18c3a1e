import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/index.ts';
import { databaseSecret, matchesSecret } from './database-secret.ts';
import { deriveKey } from './derive-key.ts';
import { loadSecret } from './load-secret.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'joip-secret-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('makes the file once, for its owner alone', () => {
  const first = loadSecret({ dataDir: dir });
  const file = join(dir, 'secret.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  expect(loadSecret({ dataDir: dir })).toEqual(first);
});

it('refuses a file that others can read, or that holds nothing', () => {
  loadSecret({ dataDir: dir });
  chmodSync(join(dir, 'secret.key'), 0o644);
  expect(() => loadSecret({ dataDir: dir })).toThrow('chmod 600');
  writeFileSync(join(dir, 'secret.key'), '');
  expect(() => loadSecret({ dataDir: dir })).toThrow('holds no secret');
});

it('prefers the option, and has nothing where neither is given', () => {
  const secretKey = 'k'.repeat(32);
  expect(loadSecret({ secretKey, dataDir: dir })).toEqual({
    secret: Buffer.from(secretKey),
    source: 'option',
  });
  expect(loadSecret({})).toBeNull();
});

it('derives another key for each purpose', () => {
  const secret = Buffer.from('k'.repeat(32));
  expect(deriveKey(secret, 'tombstones')).toEqual(deriveKey(secret, 'tombstones'));
  expect(deriveKey(secret, 'tombstones')).not.toEqual(deriveKey(secret, 'pseudonyms'));
  expect(deriveKey(secret, 'tombstones')).toHaveLength(32);
});

it('keeps one in the database where there is no other place, and notices another secret', async () => {
  const t = await testDatabase();
  try {
    const { secret } = await databaseSecret(t.db);
    expect((await databaseSecret(t.db)).secret).toEqual(secret);
    expect(await matchesSecret(t.db, secret)).toBe(true);
    expect(await matchesSecret(t.db, secret)).toBe(true);
    expect(await matchesSecret(t.db, Buffer.from('another'))).toBe(false);
  } finally {
    await t.drop();
  }
});
