import { openOnce } from 'joip-analytics/next';
import { connect, createPlatform } from '../platform/index.js';

/** At the first request, once a process: a build needs no database, and an edit opens no connections. */
const connected = openOnce(connect, 'folio');
let platform;

export const analytics = async () => (await connected()).analytics;

/** Made anew when its code changes. */
export async function current() {
  platform ??= createPlatform(await connected());
  return platform;
}
