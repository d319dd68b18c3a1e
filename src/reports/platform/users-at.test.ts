import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue } from '../../catalogue/index.ts';
import { together } from '../../db/together.ts';
import { identifyUsers } from '../../ingest/identify.ts';
import { createIngest } from '../../ingest/index.ts';
import { read } from '../read/reader.ts';
import { resolveScope } from '../read/scope.ts';
import { usersAt } from './platform.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-15T14:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

/** What a report says of some instants, and what every user says one by one. */
async function compare(instants: readonly number[], excludeInternal: boolean): Promise<void> {
  const ctx = {
    db: t.db,
    catalogue: defaultCatalogue,
    zone: 'UTC',
    currency: 'USD',
    now: NOW,
    sample: false,
  };
  const [told] = await read(ctx, async (r) =>
    together(r.client, [usersAt(r, instants, await resolveScope(r, { excludeInternal }))]),
  );
  const { rows } = await t.db.pool.query(
    `select (select count(*) from ${t.db.s}.users where joined_at < i and (deleted_at is null or deleted_at >= i)
       and not (internal and $2)) as n,
       (select count(*) from ${t.db.s}.users where joined_at < i and (deleted_at is null or deleted_at >= i)
       and not (internal and $2) and not identified) as stubs
     from unnest($1::timestamptz[]) with ordinality as e(i, o) order by o`,
    [instants.map(iso), excludeInternal],
  );
  expect({ totals: told.totals, unidentified: told.unidentified }).toEqual({
    totals: rows.map((row) => row.n),
    unidentified: rows[0].stubs,
  });
}

const instant = fc.integer({ min: NOW - 9 * DAY, max: NOW });
const user = fc.integer({ min: 0, max: 7 }).map((n) => `u${n}`);
const step = fc.oneof(
  fc.record({ kind: fc.constant('act' as const), user, at: instant }),
  fc.record({
    kind: fc.constant('identify' as const),
    user,
    createdAt: fc.option(instant, { nil: undefined }),
    deletedAt: fc.option(instant, { nil: null }),
    internal: fc.option(fc.boolean(), { nil: undefined }),
  }),
);

describe('users at an instant', () => {
  it('are what every user tells, whatever happened in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 25 }),
        fc.array(instant, { minLength: 1, maxLength: 3 }),
        async (steps, instants) => {
          await t.db.pool.query(
            `truncate ${t.db.s}.users, ${t.db.s}.user_activity_logs, ${t.db.s}.user_usage_stats`,
          );
          const ingest = createIngest(t.db, { catalogue: defaultCatalogue, now: () => NOW });
          for (const s of steps) {
            if (s.kind === 'act') await ingest.track(anActivity({ userId: s.user, createdAt: iso(s.at) }));
            else
              await identifyUsers(t.db, [
                {
                  userId: s.user,
                  deletedAt: s.deletedAt === null ? null : iso(s.deletedAt),
                  ...(s.createdAt === undefined ? {} : { createdAt: iso(s.createdAt) }),
                  ...(s.internal === undefined ? {} : { internal: s.internal }),
                },
              ]);
          }
          await ingest.close();
          await compare(instants, true);
          await compare(instants, false);
        },
      ),
      { numRuns: 40 },
    );
  });
});
