import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { startDatabase } from '../../outage/database.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { smallDisk } from '../small-disk.ts';
import { startTraffic, trackOf } from '../traffic.ts';

export const fullDisk: FaultCase = {
  name: 'full-disk',
  fault: "PostgreSQL's disk is full, then the spool's as well, and both have room again",
  expected: {
    'spooled at all': 1,
    'refused at all': 1,
    lost: 0,
    doubled: 0,
    drift: 0,
    'left in the spool': 0,
  },
  mutants: ['acknowledge-before-commit'],
  async run({ folder, mutant, short, where }) {
    if (where.nodes) return 'it ends a server of its own; on Citus worker-away is like it';
    const data = smallDisk(join(folder, 'data'), 320);
    if (!data) return 'it takes an account that may mount a small disk, such as root';
    const spool = smallDisk(join(folder, 'spool'), 2)!;
    const database = await startDatabase(join(folder, 'data'));
    const analytics = await openInstallation({
      databaseUrl: database.url,
      queryTimeout: 3_000,
      queue: { timeout: 1_000 },
      spool: { folder: join(folder, 'spool') },
    });
    analytics.start();
    try {
      const { traffic, stop } = startTraffic(trackOf(analytics, mutant), 16);
      const once = async (is: () => boolean) => {
        for (const until = performance.now() + 60_000; !is() && performance.now() < until; ) await sleep(20);
      };
      await once(() => traffic.acknowledged.size > 500);
      data.fill();
      await once(() => mutant !== null || traffic.spooled > 200);
      spool.fill();
      const before = traffic.refused;
      await once(() => mutant !== null || traffic.refused > before + 50);
      await sleep(short ? 500 : 10_000);
      const { spooled, refused } = traffic;
      spool.empty();
      data.empty();
      await sleep(500);
      const { acknowledged } = await stop();
      const left = () => analytics.ingest.spooled!.state().records;
      await once(() => left() === 0);
      return {
        ...(await recounted(analytics.db, acknowledged)),
        'spooled at all': Number(spooled > 0),
        'refused at all': Number(refused > 0),
        'left in the spool': left(),
        acknowledged: acknowledged.size,
        spooled,
        refused,
      };
    } finally {
      await analytics.close();
      await database.stop().catch(() => {});
      spool.unmount();
      data.unmount();
    }
  },
};
