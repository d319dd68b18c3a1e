import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import type { Database } from '../../src/db/connect.ts';
import { recordFacts } from '../../src/ingest/facts.ts';
import { identifyUsers } from '../../src/ingest/identify.ts';
import type { Ingest } from '../../src/ingest/index.ts';
import type { Tombstones } from '../../src/ingest/tombstones.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { anActivity, random } from './index.ts';

export const NOW = Date.UTC(2026, 2, 20, 12);
export const DAY = 86_400_000;
/** Who is to be erased. */
export const EVE = { userId: 'eve-4711', email: 'eve.4711@example.com', name: 'Eve Forty-Seven' };

interface Filled {
  readonly db: Database;
  readonly ingest: Ingest;
  readonly tombstones: Tombstones;
}

export const buildAt = (db: Database) => buildBlocks(db, catalogue, { now: NOW, force: true });

/** A week of Eve's and of others beside her: in blocks and in none, with facts, signals and dead letters. */
export async function fillWithEve({ db, ingest, tombstones }: Filled, n = 300): Promise<void> {
  const r = random(11);
  const actions = Object.keys(catalogue.actions);
  const inputs = Array.from({ length: n }, () => {
    const createdAt = NOW - r.int(0, 6 * DAY);
    const action = r.chance(0.3) ? 'smart_caption_generated' : r.pick(actions);
    return anActivity({
      userId: r.pick([EVE.userId, 'bob', 'cleo', 'admin']),
      action,
      createdAt,
      eventId: r.uuid(createdAt),
      details: { theme: r.pick(['JOI', 'beta', 'odd one']), targetUserId: r.pick([EVE.userId, 'bob']) },
    });
  });
  await identifyUsers(
    db,
    [EVE, { userId: 'bob', email: 'bob@example.com' }, { userId: 'admin', internal: true }],
    tombstones,
  );
  const ofToday = (input: (typeof inputs)[number]) => Number(input.createdAt) >= NOW - DAY / 2;
  await ingest.writeHistory(
    inputs.filter((input) => !ofToday(input)),
    'test',
  );
  await buildAt(db);
  // These are in no block.
  await ingest.writeHistory(inputs.filter(ofToday), 'test');
  for (const id of [EVE.userId, EVE.userId, 'bob']) ingest.signals.apiCall(id);
  ingest.signals.present(EVE.userId);
  await ingest.flush();
  const at = new Date(NOW - DAY).toISOString();
  const money = { kind: 'purchase', currency: 'USD', createdAt: at };
  await recordFacts(db, 'creditTransactions', [
    { id: 'c1', userId: EVE.userId, amount: 500, ...money },
    { id: 'c2', userId: EVE.userId, amount: 700, ...money },
    { id: 'c3', userId: 'bob', amount: 900, ...money },
    { id: 'c4', userId: 'admin', amount: 50, ...money },
  ]);
  await recordFacts(db, 'referrals', [
    { id: 'r1', referrerId: EVE.userId, refereeId: 'bob', code: 'EVE20', creditReward: 5, createdAt: at },
    { id: 'r2', referrerId: 'cleo', refereeId: EVE.userId, code: 'CLEO', creditReward: 5, createdAt: at },
  ]);
  await recordFacts(db, 'communityShares', [
    { id: 's1', ownerId: EVE.userId, kind: 'media', sharedAt: at },
    { id: 's2', ownerId: 'bob', kind: 'media', sharedAt: at },
  ]);
  await recordFacts(db, 'communityLikes', [
    { id: 'l1', userId: 'bob', shareId: 's1', createdAt: at },
    { id: 'l2', userId: EVE.userId, shareId: 's2', createdAt: at },
  ]);
  await ingest.writeHistory(
    [
      anActivity({ userId: EVE.userId, action: 'nonsense' }),
      anActivity({ userId: 'bob', action: 'nonsense', details: { of: EVE.userId, mail: `<${EVE.email}>` } }),
    ],
    'test',
  );
}
