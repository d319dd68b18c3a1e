import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '../../../../src/app/open-installation.ts';
import { restoreBackup, writeBackup } from '../../../../src/backup/index.ts';
import { defaultCatalogue as catalogue } from '../../../../src/catalogue/index.ts';
import type { ActivityInput } from '../../../../src/contract/index.ts';
import { connect } from '../../../../src/db/connect.ts';
import { recounted } from '../../stored.ts';
import type { FaultCase } from '../case.ts';
import { noTraffic, nth, send, trackOf } from '../traffic.ts';

export const restore: FaultCase = {
  name: 'restore',
  fault:
    'a backup is made while activity comes in, restored into a new database, and everything is sent again',
  expected: { lost: 0, doubled: 0, drift: 0 },
  mutants: ['no-dedupe'],
  async run({ where, folder, mutant, short }) {
    const now = new Date();
    const sent: ActivityInput[] = [];
    const traffic = noTraffic();
    const path = join(folder, 'backup.tar.gz');
    const first = await openInstallation({ databaseUrl: await where.database() });
    first.start();
    let going = true;
    const next = () => {
      if (!going) return null;
      const n = sent.length;
      sent.push(nth(n));
      return { n, input: sent[n]! };
    };
    const sending = Promise.all(Array.from({ length: 8 }, () => send(trackOf(first, null), next, traffic)));
    try {
      while (traffic.acknowledged.size < (short ? 300 : 20_000)) await sleep(10);
      await writeBackup(first.db, { path, catalogue, program: '0.0.0', now });
      const more = traffic.acknowledged.size + 100;
      while (traffic.acknowledged.size < more) await sleep(10);
    } finally {
      going = false;
      await sending;
      await first.close();
    }
    const url = await where.database();
    const empty = connect({ url });
    const { rows } = await restoreBackup(empty, { path, catalogue, now: new Date() });
    await empty.close();
    const second = await openInstallation({ databaseUrl: url });
    try {
      let n = 0;
      const replay = () => (n < sent.length ? { n, input: sent[n++]! } : null);
      const track = trackOf(second, mutant);
      await Promise.all(Array.from({ length: 100 }, () => send(track, replay, traffic)));
      return {
        ...(await recounted(second.db, traffic.acknowledged)),
        acknowledged: traffic.acknowledged.size,
        'rows in the backup': rows,
      };
    } finally {
      await second.close();
    }
  },
};
