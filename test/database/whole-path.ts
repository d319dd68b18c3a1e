import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { InstallationOptions } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { importFile } from '../../src/import/index.ts';
import { checks } from '../../src/jobs/doctor/index.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { previewRetention } from '../../src/jobs/retention.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { inputOf } from '../import/support.ts';

const NOW = Date.parse('2026-03-15T12:00:00.123Z');
const BEFORE = new Date(NOW - 86_400_000).toISOString();
const id = (n: number) => `0195a3c0-0000-7000-8000-00000000000${n}`;

const CSV = `user,time,action,title
ann,2026-01-02T03:04:05Z,session_created,"It's \\ ""here"""
bob,2026-01-03T00:00:00Z,session_viewed,
`;

/** Where an installation and its host run. */
export interface Where {
  readonly url: string;
  readonly options?: Partial<InstallationOptions>;
}

/**
 * One way through everything that speaks to the database: migration, sign-in, activity, facts, the host's
 * transactions, import, reports, files, jobs, erasure. Ids and the clock are fixed, so that the answers of two
 * runs are equal wherever they are.
 */
export async function wholePath({ url, options }: Where): Promise<Record<string, unknown>> {
  const analytics = await openInstallation({
    databaseUrl: url,
    now: () => NOW,
    secret: Buffer.alloc(32, 7),
    rateLimit: 0,
    ...options,
  });
  const { db } = analytics;
  const out: Record<string, unknown> = {};
  try {
    const { operators } = analytics.auth;
    const token = await operators.newLink((await operators.save('op@example.com', 'admin')).id);
    const ask = async (path: string, o: { body?: unknown; cookie?: string } = {}) => {
      const headers = new Headers({ 'content-type': 'application/json' });
      if (o.cookie) headers.set('cookie', o.cookie);
      const request = new Request(`http://127.0.0.1:3000${path}`, {
        method: o.body === undefined ? 'GET' : 'POST',
        headers,
        ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
      });
      return analytics.fetch(request, { remoteAddress: '127.0.0.1' });
    };
    const signedIn = await ask('/api/auth/link', { body: { token } });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';

    out.identified = await analytics.identifyAll([
      { userId: 'ann', email: 'ann@example.com', name: 'Ann', createdAt: '2026-01-01T00:00:00Z' },
      { userId: 'bob', name: 'İzmir ß', createdAt: BEFORE },
      { userId: 'staff', internal: true },
    ] as never);
    out.tracked = await Promise.all(
      [
        { userId: 'ann', action: 'session_created', createdAt: BEFORE },
        { userId: 'ann', action: 'smart_caption_generated', details: { theme: 'JOI' }, createdAt: BEFORE },
        { userId: 'bob', action: 'media_uploaded', createdAt: new Date(NOW - 60_000).toISOString() },
        { userId: 'staff', action: 'session_created', createdAt: BEFORE },
        { userId: 'nobody', action: 'no_such_action', createdAt: BEFORE },
      ].map((event, i) => analytics.track({ ...event, eventId: id(i) } as never)),
    );
    out.facts = [
      await analytics.recordCreditTransaction({
        id: 'c',
        userId: 'ann',
        kind: 'purchase',
        amount: 9_007_199_254_740_991,
        currency: 'USD',
        credits: 5,
        createdAt: BEFORE,
      } as never),
      await analytics.recordReferral({
        id: 'r',
        referrerId: 'ann',
        refereeId: 'bob',
        code: 'A',
        creditReward: 25,
        createdAt: BEFORE,
      } as never),
      await analytics.recordCommunityShare({
        id: 's',
        ownerId: 'ann',
        kind: 'session',
        sharedAt: BEFORE,
      } as never),
      await analytics.recordLike({ id: 'l', userId: 'bob', shareId: 's', createdAt: BEFORE } as never),
    ];
    out.inTransaction = await inHostTransaction(url, async (tx) => [
      await analytics.track(
        { userId: 'ann', action: 'session_viewed', createdAt: BEFORE, eventId: id(8) } as never,
        { tx },
      ),
      await analytics.recordLike({ id: 'l2', userId: 'ann', shareId: 's', createdAt: BEFORE } as never, {
        tx,
      }),
    ]);
    await analytics.ingest.foldPending();

    const dir = mkdtempSync(join(tmpdir(), 'joip-path-'));
    const {
      seconds: _,
      rowsPerSecond: __,
      ...summary
    } = (await importFile({
      db,
      ingest: analytics.ingest,
      catalogue: defaultCatalogue,
      mapping: {
        columns: { userId: 'user', createdAt: 'time', action: 'action' },
        details: { title: 'title' },
      },
      input: inputOf(CSV),
      source: 'old',
      refusedPath: join(dir, 'refused.ndjson'),
    })) as { seconds?: number; rowsPerSecond?: number };
    out.imported = summary;
    rmSync(dir, { recursive: true });

    await buildBlocks(db, defaultCatalogue, { now: NOW, force: true });
    for (const path of [
      '/api/admin/analytics?period=30days',
      '/api/admin/usage-analytics?period=90days&groupBy=theme&compare=previous_period',
      '/api/admin/usage-analytics?period=365days&timezone=Asia/Kathmandu&interval=day&search=izmir',
      '/api/admin/usage-analytics?period=90days&filter%5Bdetails.title%5D=x',
      '/api/admin/users/ann/usage',
      '/api/admin/referrals/recent',
      '/api/admin/referrals/stats',
      '/api/admin/community/stats?period=all',
      '/api/admin/users/export/csv?period=90days',
      '/api/admin/annotations',
      '/api/admin/audit?format=csv&columns=actor,endpoint,status,rows',
    ]) {
      const answer = await ask(path, { cookie });
      out[path] = [answer.status, await answer.text()];
    }
    out.retention = await previewRetention(db, {
      catalogue: defaultCatalogue,
      policy: { activity: { sessions: 30 }, deadLetters: 30, auditLog: 'keep' } as never,
      now: NOW,
    });
    out.drift = await reconcile(db, { catalogue: defaultCatalogue });
    const doctor = { db, catalogue: defaultCatalogue, now: () => NOW } as never;
    for (const name of ['tables', 'columns', 'durability', 'partitions', 'timezone', 'counts'])
      out[`doctor ${name}`] = await checks.find((each) => each.name === name)!.run(doctor);
    out.exported = '';
    for await (const { text } of analytics.exportUser('ann')) out.exported += text;
    out.erased = await analytics.eraseUser('ann');
    out.driftAfterwards = (await reconcile(db, { catalogue: defaultCatalogue })).total;
    return JSON.parse(settled(JSON.stringify(out))) as Record<string, unknown>;
  } finally {
    await analytics.close();
  }
}

/** Without what differs from run to run: ids made at random, and instants of the server's own clock. */
const settled = (json: string) =>
  json
    .replaceAll(/\b(?!0195a3c0)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'an id')
    .replaceAll(/\(erased [0-9a-f]{8}\)/g, '(erased)')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+(Z|\+00:00)/g, (instant) =>
      Math.abs(Date.parse(instant) - Date.now()) < 3_600_000 ? 'now' : instant,
    );

async function inHostTransaction<T>(url: string, work: (tx: pg.Client) => Promise<T>): Promise<T> {
  const tx = new pg.Client({ connectionString: url });
  await tx.connect();
  try {
    // What would end its transaction is the host's to care for; everything else it inherits too.
    await tx.query(
      'set exit_on_error = off; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0; begin isolation level read committed read write',
    );
    const result = await work(tx);
    await tx.query('commit');
    return result;
  } finally {
    await tx.end();
  }
}
