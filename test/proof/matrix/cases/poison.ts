import { openInstallation } from '../../../../src/app/open-installation.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { noTraffic, nth, send, type Track, trackOf } from '../traffic.ts';

const EVERY = 500;

export const poison: FaultCase = {
  name: 'poison',
  fault: `one activity in ${EVERY} is refused by the host's own rule on the log`,
  expected: { 'not committed, not set aside': 0, 'set aside though sound': 0, lost: 0, doubled: 0, drift: 0 },
  mutants: ['drops-the-batch'],
  async run({ where, short, mutant }) {
    const analytics = await openInstallation({ databaseUrl: await where.database() });
    const { db } = analytics;
    await db.pool.query(
      `alter table ${db.s}.user_activity_logs add constraint clean check (details ->> 'poison' is null)`,
    );
    const count = short ? 2_000 : 50_000;
    const isPoison = (n: number) => n % EVERY === 311;
    const track = trackOf(analytics, null);
    // Takes one that is bad for a batch that is: the others of it are set aside with it.
    const dropping: Track = async (input) => {
      const { n } = input.details as { n: number };
      const message = 'refused with its batch';
      return Math.floor(n / 10) === Math.floor((n - (n % EVERY) + 311) / 10)
        ? { outcome: 'dead_letter', reason: 'database_refused', message }
        : track(input);
    };
    const traffic = noTraffic();
    let n = 0;
    const next = () => {
      if (n === count) return null;
      const at = n++;
      const details = { n: at, ...(isPoison(at) && { poison: true }) };
      return { n: at, input: nth(at, { details }) };
    };
    try {
      const sending = () => send(mutant ? dropping : track, next, traffic);
      await Promise.all(Array.from({ length: 200 }, sending));
      return {
        ...(await recounted(db, traffic.acknowledged)),
        'not committed, not set aside': count - traffic.acknowledged.size - traffic.letters.size,
        'set aside though sound': [...traffic.letters].filter((each) => !isPoison(each)).length,
        committed: traffic.acknowledged.size,
        'set aside': traffic.letters.size,
      };
    } finally {
      await analytics.close();
    }
  },
};
