import { openInstallation } from '../../../../src/app/open-installation.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { noTraffic, nth, send, type Track, trackOf } from '../traffic.ts';

const HOUR = 3_600_000;
const SHIFTS = [HOUR, -40 * 24 * HOUR];

export const clock: FaultCase = {
  name: 'clock',
  fault:
    "senders' clocks are an hour ahead, or forty days behind, for a while; all of it is sent again with the same ids",
  expected: { 'shifted and counted': 0, 'right and set aside': 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['clamps', 'no-dedupe'],
  async run({ where, short, mutant }) {
    const analytics = await openInstallation({ databaseUrl: await where.database() });
    const count = short ? 400 : 20_000;
    const all = Array.from({ length: count }, (_, n) =>
      nth(n, { createdAt: Date.now() + (n % 10 < SHIFTS.length ? SHIFTS[n % 10]! : 0) }),
    );
    const shifted = (n: number) => n % 10 < SHIFTS.length;
    const plain = trackOf(analytics, mutant);
    const clamping: Track = (input) => plain({ ...input, createdAt: Date.now() });
    const track = mutant === 'clamps' ? clamping : plain;
    const traffic = noTraffic();
    try {
      // The second time is a replay.
      for (let times = 0; times < 2; times++) {
        let n = 0;
        const next = () => (n < count ? { n, input: all[n++]! } : null);
        await Promise.all(Array.from({ length: 100 }, () => send(track, next, traffic)));
      }
      return {
        ...(await recounted(analytics.db, traffic.acknowledged)),
        'shifted and counted': [...traffic.acknowledged].filter(shifted).length,
        'right and set aside': [...traffic.letters].filter((n) => !shifted(n)).length,
        committed: traffic.acknowledged.size,
        'set aside': traffic.letters.size,
      };
    } finally {
      await analytics.close();
    }
  },
};
