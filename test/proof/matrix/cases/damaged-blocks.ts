import { defaultCatalogue as catalogue } from '../../../../src/catalogue/index.ts';
import { connect } from '../../../../src/db/connect.ts';
import { random } from '../../../../src/sample/random.ts';
import { checksum } from '../../../../src/store/block.ts';
import { buildBlocks } from '../../../../src/store/build.ts';
import { BEGINNING } from '../../../../src/store/stretch.ts';
import { tell } from '../../../../src/store/testing/tell.ts';
import { everything } from '../../../support/everything.ts';
import type { FaultCase } from '../case.ts';
import { openHistory } from '../history.ts';

const differing = (a: readonly object[], b: readonly object[]) => {
  const [one, other] = [a, b].map((each) => new Set(each.map((line) => JSON.stringify(line))));
  return [...one!].filter((line) => !other!.has(line)).length;
};

export const damagedBlocks: FaultCase = {
  name: 'damaged-blocks',
  fault: 'a bit flips in each block of the chronicle',
  expected: { 'answers that differ': 0, 'blocks not sound after a build': 0 },
  mutants: ['no-checksum'],
  async run(world) {
    const { url, now, close } = await openHistory(world);
    const r = random(world.seed);
    const read = async <T>(work: (db: ReturnType<typeof connect>) => Promise<T>): Promise<T> => {
      // A process with nothing in mind.
      const db = connect({ url });
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    };
    const blocks = (db: ReturnType<typeof connect>) =>
      db.pool.query<{ id: string; data: Buffer; totals: Buffer; sums: number[] }>(
        `select id, data, totals, array[data_sum, totals_sum] as sums from ${db.s}.chronicle_blocks`,
      );
    try {
      const before = await read((db) => everything(db, catalogue));
      const hit = await read(async (db) => {
        const { rows } = await blocks(db);
        for (const { id, data } of rows) {
          // Behind the head, where activities are.
          const at = r.int(Math.floor(data.length / 2), data.length - 1);
          data[at]! ^= 1 << r.int(0, 7);
          const sum = world.mutant ? checksum(data) : null;
          await db.pool.query(
            `update ${db.s}.chronicle_blocks set data = $2, data_sum = coalesce($3, data_sum) where id = $1`,
            [id, data, sum],
          );
        }
        return rows.length;
      });
      // Whoever meets one takes it away, and builds it again.
      const [after, later, unsound] = await read(async (db) => {
        const told = () => everything(db, catalogue).catch(() => []);
        const met = await told();
        // Those of time without anything are met by nothing of that.
        await tell(db, catalogue, { start: BEGINNING, end: now }).catch(() => null);
        await buildBlocks(db, catalogue, { now, force: true });
        const bad = (await blocks(db)).rows.filter(
          ({ data, totals, sums }) => checksum(data) !== sums[0] || checksum(totals) !== sums[1],
        );
        return [met, await told(), bad] as const;
      });
      return {
        'answers that differ': differing(before, after) + differing(before, later),
        'blocks not sound after a build': unsound.length,
        'blocks hit': hit,
      };
    } finally {
      await close();
    }
  },
};
