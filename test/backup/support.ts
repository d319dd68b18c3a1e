import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { writeBackup } from '../../src/backup/index.ts';
import { type Catalogue, defaultCatalogue } from '../../src/catalogue/index.ts';
import { connect, type Database } from '../../src/db/connect.ts';
import { storedTimezone } from '../../src/db/meta.ts';
import { randomHistory, seeded } from '../../src/reports/testing/history.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { leave } from '../../src/store/testing/leave.ts';
import { emptyDatabase } from '../support/index.ts';

export const NOW = Date.parse('2026-03-20T15:37:11.123Z');
const DAY = 86_400_000;

/** A folder that goes with `remove`. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'joip-backup-'));
  return {
    path,
    file: (name: string) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export const backupTo = (db: Database, path: string, catalogue: Catalogue = defaultCatalogue) =>
  writeBackup(db, { path, catalogue, program: '0.0.0-test', now: new Date(NOW) });

/** What COPY's text format has to escape, and what people write. */
const NASTY = [
  'tab\there',
  'line\nfeed',
  'carriage\r\nreturn',
  'back\\slash',
  '\\.',
  '\\N',
  'quote\'s "',
  '💋 ünï',
  '',
];

/** The user who was erased. */
const ERASED = 'user-11';

/** Something in every table that an installation fills, through the real write path. */
export async function fillEverything(analytics: Installation, now = NOW): Promise<void> {
  const random = seeded(7);
  const outcomes = [
    ...(await analytics.ingest.writeHistory(randomHistory(random, 2_000, now - 45 * DAY, now), 'test')),
    ...(await analytics.ingest.writeHistory(
      randomHistory(random, 300, now - 120 * DAY, now - 100 * DAY),
      'test',
    )),
  ];
  // By then retention has removed it from the log.
  const { db, auth } = analytics;
  await leave(
    db,
    analytics.catalogue,
    { start: now - 121 * DAY, end: now - 99 * DAY },
    { zone: await storedTimezone(db) },
  );
  if (outcomes.some((each) => each.outcome !== 'committed')) throw new Error("the history wasn't taken");
  const createdAt = new Date(now).toISOString();
  for (const [i, text] of NASTY.entries()) {
    const userId = `nasty ${i} ${text}`;
    const name = text || 'x';
    const written = [
      await analytics.identify({ userId, email: `${i}@example.com`, name, internal: i % 3 === 0 }),
      (
        await analytics.ingest.track({
          userId,
          action: 'smart_caption_generated',
          details: { theme: text, NASTY },
        })
      ).outcome,
      await analytics.recordReferral({
        id: `r${i}`,
        referrerId: 'user-1',
        refereeId: userId,
        code: name,
        createdAt,
      }),
      await analytics.recordCreditTransaction({
        id: `t${i}`,
        userId,
        kind: 'purchase',
        amount: 100 * i,
        currency: 'USD',
        createdAt,
      }),
      await analytics.recordCommunityShare({
        id: `s${i}`,
        ownerId: userId,
        kind: 'media',
        sharedAt: createdAt,
      }),
      await analytics.recordLike({ id: `l${i}`, userId: 'user-1', shareId: `s${i}`, createdAt }),
    ];
    if (written.some((each) => !/^(committed|recorded)$/.test(each.outcome)))
      throw new Error(JSON.stringify(written));
    await analytics.ingest.track({ userId, action: 'no_such_action', details: { text } });
    analytics.apiCall(userId);
  }
  await analytics.ingest.flush();
  await auth.keys.create('a key', ['read']);
  await buildBlocks(db, analytics.catalogue, { now, force: true });
  const { rows } = await db.pool.query(`select user_no from ${db.s}.users where id = $1`, [ERASED]);
  await analytics.eraseUser(ERASED);
  // As where it is killed before the last step of an erasure.
  await db.pool.query(`insert into ${db.s}.erased_numbers values ($1, false)`, [rows[0].user_no]);
  // Left pending: a host's transaction that was committed and is not counted yet.
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await analytics.track({ userId: 'user-2', action: 'session_created' }, { tx: client });
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Every table's rows as text, in order: what a restore must give back to the letter. */
export async function contentOf(db: Database, tables: readonly string[]): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of tables) {
    // By column names: a catalogue's columns may come back in another order.
    const { rows } = await db.pool.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${db.s}."${table}" t order by 1`,
    );
    content[table] = rows.map(({ row }) => row);
  }
  return content;
}

/** Whole answers, without what says when they were computed. */
export async function reportsOf(analytics: Installation<Catalogue>, userId: string) {
  const range = { startDate: '2026-02-01', endDate: '2026-03-20' };
  const { reports } = analytics;
  const answers = {
    analytics: await reports.analytics(range),
    usage: await reports.usageAnalytics({
      ...range,
      pageSize: 500,
      include: 'inactive',
      groupBy: 'day,feature',
    }),
    summary: await reports.usageSummary({ ...range, excludeInternal: false }),
    user: await reports.userUsage(userId, range),
  };
  return JSON.parse(JSON.stringify(answers, (key, value) => (key === 'computedAt' ? undefined : value)));
}

/** An empty database and a connection to it. */
export async function emptyTarget(schema?: string) {
  const empty = await emptyDatabase();
  const db = connect({ url: empty.url, ...(schema ? { schema } : {}) });
  return {
    url: empty.url,
    db,
    async drop() {
      await db.close();
      await empty.drop();
    },
  };
}

export const openAt = (url: string, now = NOW, o: { schema?: string; catalogue?: Catalogue } = {}) =>
  openInstallation<Catalogue>({ databaseUrl: url, migrate: false, now: () => now, ...o });
