import { defaultCatalogue as catalogue } from '../../../../src/catalogue/index.ts';
import { tell } from '../../../../src/http/errors.ts';
import { reconcile } from '../../../../src/jobs/reconcile.ts';
import { random } from '../../../../src/sample/random.ts';
import { buildBlocks } from '../../../../src/store/build.ts';
import { everything } from '../../../support/everything.ts';
import type { FaultCase } from '../case.ts';
import { compiledThreads } from '../compiled-thread.ts';
import { openHistory } from '../history.ts';

export const killsOfTheThread: FaultCase = {
  name: 'kills-of-the-thread',
  fault:
    'the thread that works out reports and encodes blocks is ended while it works, again and again (takes `npm run build`)',
  expected: {
    'answers that differ': 0,
    'errors that don’t say to ask again': 0,
    'never answered': 0,
    drift: 0,
  },
  mutants: ['takes-no-answer-for-an-empty-one'],
  async run(world) {
    const r = random(world.seed);
    const least = world.short ? 10 : 200;
    let [kills, cut, answered, differing, odd] = [0, 0, 0, 0, 0];
    let firing = false;
    // Now and then a thread is ended right after it was given work.
    const putBack = compiledThreads((thread) => {
      if (!firing || !r.chance(0.2)) return;
      kills++;
      const end = () => void thread.terminate();
      if (r.chance(0.5)) end();
      else setTimeout(end, r.int(0, 2));
    });
    const { db, now, close } = await openHistory(world);
    try {
      const right = JSON.stringify(await everything(db, catalogue));
      firing = true;
      const cutOff = (error: unknown) => {
        cut++;
        if (tell(error).problem.status !== 503) odd++;
      };
      const read = async () => {
        const told = await everything(db, catalogue).catch((error: unknown) => {
          cutOff(error);
          return world.mutant ? [] : null;
        });
        if (!told) return;
        answered++;
        if (JSON.stringify(told) !== right) differing++;
      };
      const build = async () => {
        await db.pool.query(`delete from ${db.s}.chronicle_blocks where id in
          (select id from ${db.s}.chronicle_blocks order by random() limit 2)`);
        await buildBlocks(db, catalogue, { now, force: true }).catch(cutOff);
      };
      const again = async (work: () => Promise<void>) => {
        while (cut < least || answered === 0) await work();
      };
      await Promise.all([again(read), again(read), again(build)]);
      firing = false;
      await buildBlocks(db, catalogue, { now, force: true });
      const after = JSON.stringify(await everything(db, catalogue));
      return {
        'answers that differ': differing + Number(after !== right),
        'errors that don’t say to ask again': odd,
        'never answered': Number(answered === 0),
        drift: (await reconcile(db, { catalogue })).total,
        kills,
        'cut off': cut,
        answered,
      };
    } finally {
      await close();
      putBack();
    }
  },
};
