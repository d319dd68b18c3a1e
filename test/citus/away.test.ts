import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { QUARTER } from '../../src/db/milliseconds.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { type TestServer, testServer } from '../support/http.ts';
import { anActivity, testDatabase } from '../support/index.ts';
import { hostOf, nodesOf } from '../support/nodes.ts';
import { type DatabaseProxy, databaseProxy } from '../support/proxy.ts';

const { workers } = inject('databaseKind');
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 15, 12, 30);
/** Up to the last full hour that is over for good. */
const BUILT = NOW - 2 * QUARTER;
const N = 300;
const PAST = 'startDate=2026-02-01&endDate=2026-03-01';
const EXPLORED = `/api/admin/explore/lifecycle?${PAST}&interval=week`;

describe.skipIf(!workers)(
  'while a worker is away (`npm run test:database -- citus` with CITUS_TEST_URL)',
  () => {
    let s: TestServer;
    let proxy: DatabaseProxy;
    let admin: string;
    /** As Citus names it. */
    let worker: string;

    beforeAll(async () => {
      const t = await testDatabase({ now: () => NOW });
      // The way of this database to one of its workers, which can be cut.
      proxy = await databaseProxy(nodesOf(t.url, workers).at(-1)!);
      const [host, port] = hostOf(proxy.url);
      worker = `${host}:${port}`;
      await t.db.pool.query(
        `select citus_update_node(nodeid, $2, $3) from pg_dist_node where nodename || ':' || nodeport = $1`,
        [workers!.at(-1), host, port],
      );
      await t.db.pool.query('select start_metadata_sync_to_all_nodes()');
      const history = Array.from({ length: N }, (_, i) =>
        anActivity({
          userId: `user-${i % 40}`,
          action: i % 10 === 0 ? 'user_updated' : 'session_created',
          createdAt: NOW - (i * 60 * DAY) / N,
          details: i % 10 === 0 ? { targetUserId: `user-${i % 7}` } : { theme: 'JOI' },
        }),
      );
      const outcomes = await t.ingest.writeHistory(history, 'test');
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['committed']));
      await buildBlocks(t.db, catalogue, { now: NOW, force: true });
      s = await testServer({ now: () => NOW, queryTimeout: 20_000 }, t);
      admin = await s.key('admin');
    });
    afterAll(async () => {
      proxy.open();
      await s?.close();
      await proxy.close();
    });

    const ask = (path: string) => s.ask(path, { as: admin });
    const answered = async (path: string) => {
      const { status, json } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      const { computedAt: _, expiresAt, cached, away, missing, ...meta } = json.meta;
      return { ...json, meta, told: { expires: expiresAt !== null, cached, away, missing } };
    };

    it('what blocks hold is answered as before, what it alone tells is null with why, and nothing of it is kept', async () => {
      const paths = [
        `/api/admin/usage-summary?${PAST}`,
        `/api/admin/usage-analytics?${PAST}&pageSize=100`,
        EXPLORED,
        `/api/admin/explore/retention?${PAST}&interval=week&periods=1`,
        `/api/admin/explore/stickiness?${PAST}`,
        `/api/admin/explore/funnel?${PAST}&steps=session_created;user_updated&window=7d`,
      ];
      const before: Awaited<ReturnType<typeof answered>>[] = [];
      for (const path of paths) before.push(await answered(`${path}&refresh=force`));
      expect(before[0]!.summary.totalSessions).toBeGreaterThan(0);
      proxy.shut();
      const meanwhile = [];
      for (const path of paths) meanwhile.push(await answered(`${path}&refresh=force`));
      const why = (part: string) =>
        `${part} needs what the worker ${worker} of the database holds, which is away; ask again once it is back.`;
      const told = (missing?: object) => ({ expires: false, cached: false, away: worker, missing });
      const people = before[1]!.users as { lastSeenAt: string | null }[];
      expect(people.length).toBe(40);
      expect(people.every(({ lastSeenAt }) => lastSeenAt !== null)).toBe(true);
      const withoutManaged = ({ summary, ...rest }: (typeof before)[number]) => ({
        ...rest,
        summary: { ...summary, admin: { ...summary.admin, usersManaged: null } },
      });
      const unseen = <T extends object>(rows: readonly T[]) =>
        rows.map((row) => ({ ...row, lastSeenAt: null }));
      expect(before[0]!.summary.admin.usersManaged).toBeGreaterThan(0);
      expect(meanwhile).toEqual([
        { ...withoutManaged(before[0]!), told: told({ usersManaged: why('usersManaged') }) },
        {
          ...withoutManaged(before[1]!),
          users: unseen(people),
          topUsers: unseen(before[1]!.topUsers),
          told: told({ usersManaged: why('usersManaged'), lastSeenAt: why('lastSeenAt') }),
        },
        ...before.slice(2).map((each) => ({ ...each, told: told() })),
      ]);
    });

    it('a question about some people is answered from blocks, and a file of groups as before', async () => {
      const filters = [
        'search=user-1',
        'userId=user-1',
        'account=returning',
        'paid=notYet',
        'groupBy=action,day',
      ];
      const paths = filters.map((filter) => `/api/admin/usage-analytics?${PAST}&${filter}`);
      const file = async () =>
        (await ask(`/api/admin/usage-analytics?${PAST}&format=csv&groupBy=action,day`)).text;
      proxy.open();
      const before: Awaited<ReturnType<typeof answered>>[] = [];
      for (const path of paths) before.push(await answered(`${path}&refresh=force`));
      const fileBefore = await file();
      expect(fileBefore.split('\n').length).toBeGreaterThan(20);
      proxy.shut();
      const meanwhile: Awaited<ReturnType<typeof answered>>[] = [];
      for (const path of paths) meanwhile.push(await answered(`${path}&refresh=force`));
      /** What the worker alone tells left out. */
      const told = ({ summary, users, topUsers, features, groups, meta }: (typeof before)[number]) => ({
        summary: { ...summary, admin: { ...summary.admin, usersManaged: undefined } },
        users: users.map((user: object) => ({ ...user, lastSeenAt: undefined })),
        topUsers: topUsers.map((user: object) => ({ ...user, lastSeenAt: undefined })),
        features,
        groups,
        pages: [meta.totalUsers, meta.totalPages],
      });
      expect(before.map(({ users }) => users.length > 0)).toEqual(paths.map(() => true));
      expect(meanwhile.map(told)).toEqual(before.map(told));
      expect(await file()).toBe(fileBefore);
    });

    it('one user’s page, files with what it alone tells and what no block holds are refused', async () => {
      proxy.shut();
      const paths = [
        `users/user-1/usage?${PAST}`,
        'users/user-1/export',
        `users/export/csv?${PAST}`,
        `usage-analytics?${PAST}&format=csv`,
        `usage-analytics?${PAST}&groupBy=title`,
        `usage-analytics?${PAST}&hour=12`,
        `usage-analytics?${PAST}&sortBy=lastSeenAt`,
        `usage-analytics?${PAST}&filter[details.targetUserId]=user-1`,
      ];
      for (const path of paths) {
        const { status, json } = await ask(`/api/admin/${path}`);
        expect([path, status, json.away]).toEqual([path, 503, worker]);
        // Their range is told already: an earlier one would be refused as well.
        expect(json.answeredUntil).toBeUndefined();
        expect(json.detail).toMatch(
          /ask again; meanwhile blocks tell what they hold up to \S+Z, but this needs more than that\.$/,
        );
      }
      proxy.open();
      for (const path of paths) expect([path, (await ask(`/api/admin/${path}`)).status]).toEqual([path, 200]);
    });

    it('what needs the log is refused, with who is away and what is answered meanwhile', async () => {
      proxy.shut();
      const paths = ['/api/admin/usage-summary?period=7days', '/api/admin/explore/rhythm?period=7days'];
      for (const path of paths) {
        const { status, headers, json } = await ask(path);
        expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '10']);
        const until = new Date(BUILT).toISOString();
        expect(json).toEqual({
          type: 'about:blank',
          title: 'Unavailable',
          status: 503,
          detail:
            `The worker ${worker} of the database is away, and holds what this needs; nothing is lost: what was acknowledged is on its disk, ` +
            `or waits in the spool; start it again, then ask again; meanwhile reports that look no further than ${until} are answered.`,
          away: worker,
          answeredUntil: until,
        });
      }
      proxy.open();
      expect((await answered(paths[0]!)).told).toMatchObject({ away: undefined, missing: undefined });
    });
  },
);
