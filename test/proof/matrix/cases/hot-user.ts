import { openInstallation } from '../../../../src/app/open-installation.ts';
import { connect } from '../../../../src/db/connect.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { noTraffic, nth, send, type Track, trackOf } from '../traffic.ts';

export const hotUser: FaultCase = {
  name: 'hot-user',
  fault: '16 writers of four processes write for one user, each call a commit of its own',
  expected: { deadlocks: 0, 'counter off by': 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['reads-then-writes'],
  async run({ where, short, mutant }) {
    const url = await where.database();
    const all = await Promise.all(
      Array.from({ length: 4 }, () => openInstallation({ databaseUrl: url, queue: { maxBatch: 1 } })),
    );
    const db = connect({ url });
    /** Counts in the program: what another wrote between the two statements is overwritten. */
    const readsThenWrites =
      (track: Track): Track =>
      async (input) => {
        const told = await track(input);
        const { rows } = await db.pool.query(
          `select sessions_created as n from ${db.s}.user_usage_stats where user_id = $1`,
          [input.userId],
        );
        await db.pool.query(`update ${db.s}.user_usage_stats set sessions_created = $2 where user_id = $1`, [
          input.userId,
          rows[0].n,
        ]);
        return told;
      };
    const count = short ? 1_000 : 50_000;
    let n = 0;
    const next = () =>
      n < count ? { n, input: nth(n++, { userId: 'hot', action: 'session_created' }) } : null;
    const traffic = noTraffic();
    try {
      const writers = Array.from({ length: 16 }, (_, i) => trackOf(all[i % 4]!, null));
      await Promise.all(writers.map((track) => send(mutant ? readsThenWrites(track) : track, next, traffic)));
      const { rows } = await db.pool.query<{ deadlocks: number; counted: number }>(
        `select (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks,
           (select sessions_created::int from ${db.s}.user_usage_stats where user_id = 'hot') as counted`,
      );
      return {
        ...(await recounted(db, traffic.acknowledged)),
        deadlocks: rows[0]!.deadlocks,
        'counter off by': Math.abs(rows[0]!.counted - traffic.acknowledged.size),
        acknowledged: traffic.acknowledged.size,
      };
    } finally {
      await db.close();
      await Promise.all(all.map((each) => each.close()));
    }
  },
};
