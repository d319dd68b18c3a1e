import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { startTraffic, trackOf } from '../traffic.ts';

export const workerAway: FaultCase = {
  name: 'worker-away',
  fault: 'on Citus: a worker is killed while activity comes in, and is started again',
  expected: { 'spooled at all': 1, 'left in the spool': 0, refused: 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['no-spool'],
  async run({ where, folder, short, mutant }) {
    const { nodes } = where;
    if (!nodes) return 'it takes a Citus cluster on this machine: --on URL';
    const analytics = await openInstallation({
      databaseUrl: await where.database(),
      queryTimeout: 3_000,
      queue: { timeout: 1_000 },
      ...(mutant === null && { spool: { folder: join(folder, 'spool') } }),
    });
    analytics.start();
    const worker = nodes.at(-1)!;
    const once = async (is: () => boolean) => {
      for (const until = performance.now() + 120_000; !is() && performance.now() < until; ) await sleep(20);
    };
    try {
      const { traffic, stop } = startTraffic(trackOf(analytics, null), 16);
      await once(() => traffic.acknowledged.size > 200);
      await worker.kill();
      await once(() => traffic.spooled + traffic.refused > 100);
      await sleep(short ? 1_000 : 60_000);
      worker.start();
      const before = traffic.acknowledged.size;
      await once(() => traffic.acknowledged.size > before + 100);
      const { acknowledged, spooled, refused } = await stop();
      const left = () => analytics.ingest.spooled?.state().records ?? 0;
      await once(() => left() === 0);
      return {
        ...(await recounted(analytics.db, acknowledged)),
        'spooled at all': Number(spooled > 0),
        'left in the spool': left(),
        refused,
        acknowledged: acknowledged.size,
        spooled,
      };
    } finally {
      worker.start();
      await analytics.close();
    }
  },
};
