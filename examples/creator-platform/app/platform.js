import { openOnce } from 'joip-analytics/next';
import { connect, createPlatform } from '../platform/index.js';

/** At the first request, once a process: a build needs no database, and an edit opens no connections. */
export const analytics = openOnce(async () => {
  const { pool, analytics } = await connect();
  return { ...analytics, pool };
});

let platform;

/** Made anew when its code changes. */
export async function current() {
  const opened = await analytics();
  platform ??= createPlatform({ pool: opened.pool, analytics: opened });
  return platform;
}
