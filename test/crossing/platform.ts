import { expect } from 'vitest';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { type TestServer, testServer } from '../support/http.ts';
import { testDatabase } from '../support/index.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** Days of the log that are kept, by feature; what is not named is kept for good. */
export const RETENTION: Readonly<Record<string, number>> = {
  sessions: 150,
  smart_captions: 100,
  babecock_studio: 400,
  admin: 120,
  account: 100,
};

/** An installation that was sent a world through its API, in the order in which it happened. */
export interface Platform {
  readonly server: TestServer;
  readonly as: string;
  /** Removes what `RETENTION` says. */
  retain(): Promise<void>;
}

export async function openPlatform(world: World): Promise<Platform> {
  let clock = world.now;
  const database = await testDatabase({ timezone: world.zone });
  const server = await testServer({ now: () => clock, cacheSeconds: 0 }, database);
  const as = await server.key('track', 'read', 'admin');
  const { db } = server.analytics;

  const post = async (path: string, field: string, items: readonly unknown[]) => {
    for (let i = 0; i < items.length; i += 500) {
      const { status, json } = await server.post(path, { [field]: items.slice(i, i + 500) }, { as });
      const bad = json.results?.filter(({ outcome }: { outcome: string }) => !GOOD.includes(outcome));
      expect([path, status, bad]).toEqual([path, 200, []]);
    }
  };
  const named = world.accounts.filter((account) => account.identified);
  await post(
    '/api/identify',
    'items',
    named.map(({ id, identified: _, createdAt, deletedAt, ...profile }) => ({
      userId: id,
      ...profile,
      createdAt: iso(createdAt),
      deletedAt: deletedAt === null ? null : iso(deletedAt),
    })),
  );

  for (const { userId, signal, at } of world.signals) {
    clock = at;
    if (signal === 'api_call') server.analytics.apiCall(userId);
    else server.analytics.present(userId);
  }
  await server.analytics.ingest.signals.flush();
  for (const batch of world.batches) {
    clock = Math.max(...batch.map(({ at }) => at));
    await post(
      '/api/track',
      'activities',
      batch.map(({ at, ...rest }) => ({ ...rest, createdAt: iso(at) })),
    );
  }
  clock = world.now;

  await post(
    '/api/facts/credit-transactions',
    'items',
    world.money.map(({ at, ...rest }) => ({ ...rest, createdAt: iso(at) })),
  );
  await post(
    '/api/facts/referrals',
    'items',
    world.referrals.map(({ at, ...rest }) => ({ ...rest, createdAt: iso(at) })),
  );
  const until = (removedAt: number | null) => (removedAt === null ? null : iso(removedAt));
  await post(
    '/api/facts/community-shares',
    'items',
    world.shares.map(({ at, removedAt, ...rest }) => ({
      ...rest,
      sharedAt: iso(at),
      removedAt: until(removedAt),
    })),
  );
  await post(
    '/api/facts/community-likes',
    'items',
    world.likes.map(({ at, removedAt, ...rest }) => ({
      ...rest,
      createdAt: iso(at),
      removedAt: until(removedAt),
    })),
  );

  // Blocks over most of it, the log alone over the last days.
  await buildBlocks(db, defaultCatalogue, { now: world.now - 9 * DAY, force: true });
  return {
    server,
    as,
    async retain() {
      const activity = {
        ...Object.fromEntries(Object.keys(defaultCatalogue.features).map((name) => [name, 'keep'])),
        ...RETENTION,
      };
      const set = await server.ask('/api/admin/settings', {
        method: 'PUT',
        body: { retention: { activity } },
        as,
      });
      expect(set.status).toBe(200);
      const { rows } = await server.analytics.retention.run();
      expect(rows).toBeGreaterThan(200);
    },
  };
}

const GOOD: readonly string[] = ['committed', 'recorded'];
