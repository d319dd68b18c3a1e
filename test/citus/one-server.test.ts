import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { distribute, shardsFor, undistribute } from '../../src/jobs/distribute.ts';
import { spread } from '../../src/jobs/doctor/spread.ts';
import { testDatabase } from '../support/index.ts';

it.skipIf(inject('databaseKind').workers)(
  'a server without Citus spreads nothing, and says how it would',
  async () => {
    const t = await testDatabase();
    for (const move of [distribute, undistribute])
      await expect(move(t.db)).rejects.toMatchObject({
        code: 'citus',
        message: expect.stringMatching(
          /^Citus isn’t installed in this database; run `create extension citus`/,
        ),
      });
    expect(await spread.run({ db: t.db, catalogue, now: Date.now })).toEqual({
      status: 'ok',
      detail: 'it is on one server; Citus isn’t installed in it',
    });
    await t.drop();
  },
);

it('of few workers each may become two, and each has as many shards', () => {
  expect([1, 2, 3, 4, 5, 16].map(shardsFor)).toEqual([4, 4, 6, 4, 5, 16]);
});

// Citus makes a function without columns of a list that is empty, where it plans a part by itself.
it('no part of a statement selects nothing', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  const found = sources.filter((path) => /\(\s*select from /i.test(readFileSync(join('src', path), 'utf8')));
  expect(found).toEqual([]);
});
