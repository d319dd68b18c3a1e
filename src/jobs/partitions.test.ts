import { expect, it } from 'vitest';
import { testDatabase } from '../../test/support/index.ts';
import { existingMonths, monthsAround } from '../db/partitions.ts';
import { ensurePartitions } from './partitions.ts';

it('makes the months around now, once, also from several processes at the same time', async () => {
  const t = await testDatabase();
  const now = Date.UTC(2031, 11, 15);
  const made = await Promise.all([1, 2, 3].map(() => ensurePartitions(t.db, now)));
  expect(made.flat().sort()).toEqual(['2031-10', '2031-11', '2031-12', '2032-01', '2032-02']);
  expect(await ensurePartitions(t.db, now)).toEqual([]);
  expect(await existingMonths(t.db)).toEqual(expect.arrayContaining(monthsAround(new Date(now))));
  await t.drop();
});
