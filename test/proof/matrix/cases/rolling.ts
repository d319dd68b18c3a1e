import { openInstallation } from '../../../../src/app/open-installation.ts';
import { rebuild } from '../../../../src/jobs/rebuild.ts';
import { reconcile } from '../../../../src/jobs/reconcile.ts';
import { stored } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { newer } from '../newer.ts';
import { startTraffic, trackOf } from '../traffic.ts';

const PROCESSES = 3;

export const rolling: FaultCase = {
  name: 'rolling',
  fault: `${PROCESSES} processes are replaced one after the other by the next version, which counts one thing more, while activity goes on`,
  expected: { 'shown while it was short': 0, 'counter off by': 0, refused: 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['no-rebuild'],
  async run({ where, short, mutant }) {
    const url = await where.database();
    const open = async (version: number, from: number) => {
      const analytics = await openInstallation({ databaseUrl: url, catalogue: newer(version) });
      analytics.start();
      return { analytics, ...startTraffic(trackOf(analytics, null), 4, from) };
    };
    type Process = Awaited<ReturnType<typeof open>>;
    const acknowledged = new Set<number>();
    let [refused, started, shown, version] = [0, 0, 0, 0];
    const start = (of: number) => open(of, 1e6 * started++);
    const end = async ({ analytics, stop }: Process) => {
      const traffic = await stop();
      for (const n of traffic.acknowledged) acknowledged.add(n);
      refused += traffic.refused;
      await analytics.close();
    };
    const flowing = async ({ traffic }: Process) => {
      const before = traffic.acknowledged.size;
      while (traffic.acknowledged.size < before + 50) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const running = await Promise.all(Array.from({ length: PROCESSES }, () => start(0)));
    try {
      for (version = 1; version <= (short ? 1 : 5); version++) {
        for (let i = 0; i < PROCESSES; i++) {
          const next = await start(version);
          await flowing(next);
          // Some of it was counted by those who know nothing of the counter.
          const { usageStats } = await next.analytics.reports.userUsage('user-1');
          if ((usageStats as Record<string, unknown>)[`extra${version}`] !== null) shown++;
          await end(running[i]!);
          running[i] = next;
        }
        if (!mutant) await rebuild(running[0]!.analytics.db, { catalogue: newer(version) });
        await Promise.all(running.map(flowing));
      }
      version--;
      for (const each of running.splice(1)) await end(each);
      const { db } = running[0]!.analytics;
      for (const n of (await running[0]!.stop()).acknowledged) acknowledged.add(n);
      const { rows } = await db.pool.query<{ off: number }>(
        `select coalesce(sum(abs(s.extra${version} - coalesce(l.n, 0))), 0)::int as off from ${db.s}.user_usage_stats s
         left join (select user_id, count(*) as n from ${db.s}.user_activity_logs
           where action = 'session_created' group by 1) l using (user_id)`,
      );
      return {
        ...(await stored(db, acknowledged)),
        drift: (await reconcile(db, { catalogue: newer(version) })).total,
        'shown while it was short': shown,
        'counter off by': rows[0]!.off,
        refused,
        acknowledged: acknowledged.size,
        'processes replaced': started - PROCESSES,
      };
    } finally {
      for (const each of running) await end(each);
    }
  },
};
