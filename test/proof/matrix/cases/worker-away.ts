import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { tell } from '../../../../src/http/errors.ts';
import { reportContext } from '../../../../src/http/report-context.ts';
import { reports } from '../../../support/reports.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { openHistory } from '../history.ts';
import { startTraffic, trackOf } from '../traffic.ts';

const DAY = 86_400_000;

export const workerAway: FaultCase = {
  name: 'worker-away',
  fault:
    'on Citus: a worker is killed while activity comes in and reports are asked for, and is started again',
  expected: {
    'spooled at all': 1,
    'left in the spool': 0,
    refused: 0,
    'reports of blocks that failed': 0,
    'reports of the log without a 503': 0,
    lost: 0,
    doubled: 0,
    drift: 0,
  },
  mutants: ['no-spool'],
  async run(world) {
    const { nodes } = world.where;
    if (!nodes) return 'it takes a Citus cluster on this machine: --on URL';
    const { url, now, count, close } = await openHistory(world);
    const analytics = await openInstallation({
      databaseUrl: url,
      queryTimeout: 3_000,
      queue: { timeout: 1_000 },
      ...(world.mutant === null && { spool: { folder: join(world.folder, 'spool') } }),
    });
    analytics.start();
    const worker = nodes.at(-1)!;
    const once = async (is: () => boolean) => {
      for (const until = performance.now() + 120_000; !is() && performance.now() < until; ) await sleep(20);
    };
    const services = { currency: 'USD', now: () => now, secret: new Uint8Array(32) };
    const day = (ago: number) => new Date(now - ago * DAY).toISOString().slice(0, 10);
    /** The status of what is told. */
    const ask = async (from: number, to: number) => {
      try {
        await reports.stickiness(await reportContext(analytics.view, services), {
          startDate: day(from),
          endDate: day(to),
        });
        return 200;
      } catch (error) {
        return tell(error).problem.status;
      }
    };
    try {
      const { traffic, stop } = startTraffic(trackOf(analytics, null), 16, count);
      await once(() => traffic.acknowledged.size > 200);
      await worker.kill();
      await once(() => traffic.spooled + traffic.refused > 100);
      const ofBlocks = await Promise.all([1, 2, 3].map((i) => ask(60 + i, 30 + i)));
      const ofLog = await Promise.all([1, 2, 3].map((i) => ask(i, 0)));
      await sleep(world.short ? 1_000 : 60_000);
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
        'reports of blocks that failed': ofBlocks.filter((status) => status !== 200).length,
        'reports of the log without a 503': ofLog.filter((status) => status !== 503).length,
        acknowledged: acknowledged.size,
        spooled,
      };
    } finally {
      worker.start();
      await analytics.close();
      await close();
    }
  },
};
