import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { connect } from '../../../../src/db/connect.ts';
import { databaseProxy } from '../../../support/proxy.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { startTraffic, trackOf } from '../traffic.ts';

export const faultyProxy: FaultCase = {
  name: 'faulty-proxy',
  fault:
    'between server and database: answers lost, connections reset, all held back for 5 s, sockets half open',
  expected: { lost: 0, doubled: 0, drift: 0, 'still refused afterwards': 0 },
  mutants: ['acknowledge-before-commit', 'no-dedupe'],
  async run({ where, mutant, short }) {
    const url = await where.database();
    const proxy = await databaseProxy(url);
    // Of the recount, which waits for as long as it takes.
    const direct = connect({ url });
    const analytics = await openInstallation({
      databaseUrl: proxy.url,
      queryTimeout: 2_000,
      queue: { timeout: 1_000 },
    });
    analytics.start();
    const began = process.memoryUsage.rss();
    let most = began;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 50);
    try {
      const { traffic, stop } = startTraffic(trackOf(analytics, mutant), 8);
      /** Until something came through. */
      const flowing = async () => {
        const before = traffic.acknowledged.size;
        while (traffic.acknowledged.size < before + 5) await sleep(5);
      };
      for (let i = 0; i < (short ? 4 : 40); i++) {
        await flowing();
        // What is committed now is told to nobody.
        proxy.onAnswer(() => false);
        await sleep(50);
        proxy.onAnswer(undefined);
        proxy.shut();
        await sleep(50);
        proxy.open();
      }
      for (let i = 0; i < (short ? 1 : 5); i++) {
        await flowing();
        proxy.freeze();
        await sleep(short ? 1_500 : 5_000);
        proxy.thaw();
        await sleep(500);
        proxy.strand();
        await sleep(short ? 500 : 5_000);
      }
      // What it goes on with has to be new connections.
      const { acknowledged, refused } = await stop();
      const after = await trackOf(analytics, null)({ userId: 'last', action: 'session_created' });
      return {
        ...(await recounted(direct, acknowledged)),
        'still refused afterwards': after.outcome === 'refused' ? 1 : 0,
        acknowledged: acknowledged.size,
        'refused meanwhile': refused,
        'MB more at most': Math.round((most - began) / 1e6),
      };
    } finally {
      clearInterval(watch);
      proxy.thaw();
      await analytics.close();
      await direct.close();
      await proxy.close();
    }
  },
};
