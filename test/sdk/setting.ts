import { createTracker, type RemoteTracker, type TrackerOptions } from '../../src/sdk/index.ts';
import { wiredServer } from '../support/wire.ts';
import { faultyWay } from './faulty.ts';

/** A real server at a real port, the faulty way to it, and trackers that take that way. */
export async function sdkSetting(options: Parameters<typeof wiredServer>[0] = {}) {
  const s = await wiredServer(options);
  const way = await faultyWay(s.port);
  const key = await s.key('track');
  // With a slash at its end or without.
  const url = `${way.url}${options.basePath ?? ''}/`;
  const made: RemoteTracker[] = [];
  return {
    s,
    way,
    url,
    key,
    /** One that sends at once, and tries again soon. */
    tracker(o: Partial<TrackerOptions> = {}): RemoteTracker {
      const tracker = createTracker({ url, key, flushInterval: 5, retryDelay: 5, ...o });
      made.push(tracker);
      return tracker;
    },
    /** What is in the log of a user: how many rows, and how many the counters have. */
    async countOf(userId: string): Promise<{ rows: number; counted: number }> {
      const { rows } = await s.t.db.pool.query(
        `select (select count(*)::int from ${s.t.db.s}.user_activity_logs where user_id = $1) as rows,
                coalesce((select sessions_created from ${s.t.db.s}.user_usage_stats where user_id = $1), 0) as counted`,
        [userId],
      );
      return rows[0];
    },
    async close(): Promise<void> {
      await Promise.all(made.map((tracker) => tracker.shutdown(0)));
      await way.close();
      await s.close();
    },
  };
}

export type SdkSetting = Awaited<ReturnType<typeof sdkSetting>>;
