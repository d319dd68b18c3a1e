import { openInstallation } from '../../../../src/app/open-installation.ts';
import { connect } from '../../../../src/db/connect.ts';
import { migrate } from '../../../../src/db/migrate.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { newer } from '../newer.ts';
import { startTraffic, trackOf } from '../traffic.ts';

/** How many start at once, each with the same new version. */
const STARTING = 4;

export const migrationUnderLoad: FaultCase = {
  name: 'migration',
  fault: `the schema is migrated again and again by ${STARTING} processes at once, while the version before goes on tracking`,
  expected: {
    'migrations that failed': 0,
    'columns added twice or never': 0,
    refused: 0,
    lost: 0,
    doubled: 0,
    drift: 0,
  },
  mutants: ['empties-the-log'],
  async run({ where, short, mutant }) {
    const url = await where.database();
    const analytics = await openInstallation({ databaseUrl: url });
    const starting = Array.from({ length: STARTING }, () => connect({ url, poolSize: 1 }));
    const { traffic, stop } = startTraffic(trackOf(analytics, null), 16);
    const flowing = async () => {
      const before = traffic.acknowledged.size;
      while (traffic.acknowledged.size < before + 50) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const versions = short ? 5 : 50;
    let [failed, added] = [0, 0];
    try {
      for (let version = 1; version <= versions; version++) {
        await flowing();
        const done = await Promise.allSettled(
          starting.map((db) => migrate(db, { catalogue: newer(version) })),
        );
        for (const each of done)
          if (each.status === 'rejected') {
            failed++;
            console.error(`version ${version}:`, each.reason);
          } else added += each.value.columnsAdded.length;
        // One that makes the table anew, and forgets what comes in meanwhile.
        if (mutant) await analytics.db.pool.query(`truncate ${analytics.db.s}.user_activity_logs`);
      }
      await flowing();
      const { acknowledged, refused } = await stop();
      return {
        ...(await recounted(analytics.db, acknowledged)),
        'migrations that failed': failed,
        'columns added twice or never': Math.abs(versions - added),
        refused,
        acknowledged: acknowledged.size,
        versions,
      };
    } finally {
      await stop();
      await Promise.all(starting.map((db) => db.close()));
      await analytics.close();
    }
  },
};
