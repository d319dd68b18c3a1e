import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { distribute, shardsFor, undistribute } from '../../src/jobs/distribute.ts';
import { spread } from '../../src/jobs/doctor/spread.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';

const { workers } = inject('databaseKind');

describe.skipIf(!workers)('doctor on Citus (`npm run test:database -- citus` with CITUS_TEST_URL)', () => {
  let t: TestDatabase;
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.drop());
  const told = () => spread.run({ db: t.db, catalogue, now: Date.now });

  it('tells what is where', async () => {
    const { status, detail } = await told();
    expect(status).toBe('ok');
    expect(detail).toMatch(
      new RegExp(
        `^Citus [0-9.-]+, ${workers!.length} workers, ${shardsFor(workers!.length)} shards of each table: `,
      ),
    );
    for (const worker of workers!) expect(detail).toMatch(new RegExp(`${worker} \\d+ MiB`));
  });

  it('warns where a table stayed behind', async () => {
    await t.db.pool.query(`select undistribute_table('${t.db.s}.opening_balances')`);
    expect(await told()).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/opening_balances are on the coordinator still$/),
      mend: expect.stringMatching(/migrate --distribute/),
    });
  });

  it('warns where there are more workers than shards', async () => {
    await undistribute(t.db);
    await distribute(t.db, { shards: 1 });
    expect(await told()).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/; 1 shard of each table, so that not every worker holds some$/),
      mend: expect.stringMatching(/--undistribute`, then `--distribute`$/),
    });
  });
});
