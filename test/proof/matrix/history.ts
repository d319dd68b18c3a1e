import { defaultCatalogue as catalogue } from '../../../src/catalogue/index.ts';
import { connect } from '../../../src/db/connect.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { createIngest } from '../../../src/ingest/index.ts';
import { buildBlocks } from '../../../src/store/build.ts';
import type { World } from './case.ts';
import { nth } from './traffic.ts';

const DAY = 86_400_000;

/** A database with half a year of activities, numbered from 0, in blocks. */
export async function openHistory({ where, short }: World) {
  const url = await where.database();
  const db = connect({ url });
  await migrate(db, { catalogue });
  const now = Date.now();
  const count = short ? 2_000 : 50_000;
  const ingest = createIngest(db, { catalogue });
  const all = Array.from({ length: count }, (_, n) =>
    nth(n, { createdAt: now - Math.floor((n / count) * 180 * DAY) - 3_600_000 }),
  );
  for (let i = 0; i < count; i += 1_000) await ingest.writeHistory(all.slice(i, i + 1_000), 'chaos');
  await ingest.close();
  await buildBlocks(db, catalogue, { now, force: true });
  return { url, db, now, count, close: () => db.close() };
}
