import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { connect, type Database, transaction } from '../db/connect.ts';
import { checksum } from './block.ts';
import { buildBlocks } from './build.ts';
import { lockChronicle } from './lock.ts';
import { retotal } from './retotal.ts';
import type { BlockTable } from './rewrite.ts';
import { sweepErased } from './sweep.ts';
import { leave } from './testing/leave.ts';
import { tell } from './testing/tell.ts';

const NOW = Date.UTC(2026, 2, 15, 12, 30);
const DAY = 86_400_000;
const SPAN = { start: NOW - 40 * DAY, end: NOW };

let t: TestDatabase;
/** Another process, with nothing in mind. */
let fresh: Database;
beforeEach(async () => {
  t = await testDatabase({ now: () => NOW });
  await t.ingest.writeHistory(
    Array.from({ length: 120 }, (_, i) =>
      anActivity({
        userId: `user-${i % 7}`,
        createdAt: NOW - DAY - i * 300_000,
        ...(i % 2 ? { action: 'smart_caption_generated', details: { theme: i % 3 ? 'JOI' : 'own' } } : {}),
      }),
    ),
    'test',
  );
  await build();
  fresh = connect({ url: t.url });
});
afterEach(async () => {
  await fresh.close();
  await t.drop();
});

const build = () => buildBlocks(t.db, catalogue, { now: NOW, force: true });
const told = (db: Database) => tell(db, catalogue, SPAN);

async function flip(table: BlockTable, part: 'data' | 'totals', bit: number): Promise<number> {
  const { rows } = await t.db.pool.query<{ id: number }>(
    `update ${t.db.s}.${table} set ${part} = set_bit(${part}, $1, 1 - get_bit(${part}, $1))
     where activities > 0 returning id`,
    [bit],
  );
  expect(rows).toHaveLength(1);
  return rows[0]!.id;
}
async function stored() {
  const { rows } = await t.db.pool.query<{ id: number; data: Buffer; totals: Buffer; sums: number[] }>(
    `select id, data, totals, array[data_sum, totals_sum] as sums from ${t.db.s}.chronicle_blocks
     where activities > 0`,
  );
  return rows.map(({ id, data, totals, sums }) => ({
    id,
    sound: checksum(data) === sums[0] && checksum(totals) === sums[1],
  }));
}

describe('a damaged block', () => {
  it.each([
    ['data', 3],
    ['data', 77],
    ['totals', 3],
    ['totals', 60],
  ] as const)(
    'whose %s has bit %d flipped is answered from the log, dropped and built again',
    async (part, bit) => {
      const before = await told(t.db);
      const id = await flip('chronicle_blocks', part, bit);
      expect(await told(fresh)).toEqual(before);
      expect(await buildBlocks(fresh, catalogue, { now: NOW, force: true })).toEqual({
        blocks: 1,
        activities: 120,
      });
      const [block, ...rest] = await stored();
      expect(rest).toEqual([]);
      expect(block!.id).not.toBe(id);
      expect(block!.sound).toBe(true);
      expect(await told(fresh)).toEqual(before);
    },
  );

  it('of another format is too', async () => {
    const before = await told(t.db);
    const { rows } = await t.db.pool.query<{ id: number; data: Buffer }>(
      `select id, data from ${t.db.s}.chronicle_blocks`,
    );
    // Months without any activity have a block too.
    expect(rows.length).toBeGreaterThan(1);
    for (const { id, data } of rows) {
      data[0] = 2;
      await t.db.pool.query(`update ${t.db.s}.chronicle_blocks set data = $2, data_sum = $3 where id = $1`, [
        id,
        data,
        checksum(data),
      ]);
    }
    expect(await told(fresh)).toEqual(before);
    await buildBlocks(fresh, catalogue, { now: NOW, force: true });
    expect(await stored()).toMatchObject([{ sound: true }]);
  });

  it('is dropped where totals are told anew, and where erased numbers are taken out', async () => {
    await flip('chronicle_blocks', 'totals', 9);
    await transaction(t.db, async (client) => {
      await lockChronicle(t.db, client);
      await retotal(t.db, client, new Set([1]), 'internal', null);
    });
    expect(await stored()).toEqual([]);
    await build();
    // Its rows are sound, and would go on telling of somebody who was erased.
    await t.db.pool.query(`insert into ${t.db.s}.erased_numbers values (1, false)`);
    await flip('chronicle_blocks', 'totals', 9);
    await sweepErased(t.db);
    expect(await stored()).toEqual([]);
  });
});

describe('what is kept and damaged', () => {
  const REMEDY = /row \d+ of chronicle_kept is damaged.*restore that table from a backup/;

  it.each(['data', 'totals'] as const)(
    'by a bit of its %s is told and refused, and never written over',
    async (part) => {
      await leave(t.db, catalogue, SPAN);
      expect((await told(fresh)).totals).toMatchObject({ session_created: [60, 0] });
      const id = await flip('chronicle_kept', part, 40);
      const cold = connect({ url: t.url });
      await expect(told(cold)).rejects.toThrow(REMEDY);
      await expect(told(cold)).rejects.toThrow(`row ${id} `);
      // It waits for its backup: what is added to it, told anew or taken out of it would make the damage look right.
      await t.ingest.writeHistory([anActivity({ createdAt: NOW - 2 * DAY })], 'test');
      await expect(leave(cold, catalogue, SPAN)).rejects.toThrow(REMEDY);
      const change = transaction(cold, async (client) => {
        await lockChronicle(cold, client);
        await retotal(cold, client, new Set([1]), 'internal', null);
      });
      await expect(change).rejects.toThrow(REMEDY);
      await t.db.pool.query(`insert into ${t.db.s}.erased_numbers values (1, false)`);
      await expect(sweepErased(cold)).rejects.toThrow(REMEDY);
      const { rows } = await t.db.pool.query(`select no from ${t.db.s}.erased_numbers`);
      expect(rows).toEqual([{ no: 1 }]);
      await flip('chronicle_kept', part, 40);
      expect((await told(cold)).totals).toMatchObject({ session_created: [61, 0] });
      await cold.close();
    },
  );
});
