import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import { type Catalogue, defaultCatalogue } from '../../src/catalogue/index.ts';
import { type ImportSummary, importFile, openInput } from '../../src/import/index.ts';
import { buildBlocks } from '../../src/store/build.ts';
import { type Counted, everything } from '../support/everything.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { reports } from '../support/reports.ts';
import { countByHand, example, folder, REAL_LOG, tallyOf, withoutRealLog } from './support.ts';

const missing = withoutRealLog('the import of the real log');

const NEW_YORK = 'America/New_York';
/** 2024 in New York: winter time, five hours behind, at both ends. */
const YEAR = [Date.parse('2024-01-01T05:00:00Z'), Date.parse('2025-01-01T05:00:00Z')] as const;

interface Platform {
  catalogue: Catalogue;
  mapping: string;
  /** Event of the file → action of the catalogue. */
  actions: Record<string, string>;
  /** Events that add to totalActivity. */
  ranked: string[];
}
const events = ['commit', 'merge', 'file_added', 'file_modified', 'file_deleted'];
const platforms: Record<string, Platform> = {
  'its own catalogue': {
    catalogue: repoCatalogue,
    mapping: 'repo-activity/mapping.json',
    actions: Object.fromEntries(events.map((event) => [event, event])),
    ranked: events,
  },
  'the default catalogue': {
    catalogue: defaultCatalogue,
    mapping: 'repo-activity/mapping-default.json',
    actions: {
      commit: 'session_created',
      merge: 'session_shared',
      file_added: 'media_uploaded',
      file_modified: 'session_edited',
      file_deleted: 'media_deleted',
    },
    ranked: ['commit', 'file_added'],
  },
};

// Per-user days are kept in one zone; a report in another reads the log. Both answer for New York.
const cases = [
  { name: 'its own catalogue', zone: NEW_YORK },
  { name: 'the default catalogue', zone: 'UTC' },
];

describe.skipIf(missing).each(cases)('the real log under $name, days kept in $zone', ({ name, zone }) => {
  const { catalogue, mapping, actions, ranked } = platforms[name]!;
  let t: TestDatabase;
  let summary: ImportSummary;
  let byHand: ReturnType<typeof countByHand>;
  const dir = folder();
  beforeAll(async () => {
    byHand = countByHand(REAL_LOG);
    t = await testDatabase({ catalogue, timezone: zone });
    summary = await importFile({
      db: t.db,
      ingest: t.ingest,
      catalogue,
      mapping: example(mapping),
      input: openInput(REAL_LOG),
      refusedPath: dir.file('refused'),
    });
    await buildBlocks(t.db, catalogue, { now: Date.now(), force: true });
  });
  afterAll(async () => {
    dir.remove();
    await t?.drop();
  });
  const rows = async (sql: string) =>
    (await t.db.pool.query({ text: sql, rowMode: 'array' })).rows as unknown[][];

  it('holds every row, by action, by user and by topic', async () => {
    expect(byHand.length).toBe(51_766);
    expect(summary).toMatchObject({ rows: 51_766, imported: 51_766, refused: 0 });
    const log = `${t.db.s}.user_activity_logs`;
    const byAction = tallyOf(byHand.map((row) => actions[row.event]!));
    expect(await rows(`select action, count(*) from ${log} group by 1 order by 2 desc, 1`)).toEqual(byAction);
    const all = await everything(t.db, catalogue);
    const sums = (key: (each: Counted) => string | undefined) =>
      tallyOf(
        all.flatMap((each) => Array.from({ length: each.n }, () => key(each)).filter((x) => x !== undefined)),
      );
    expect(sums(({ what }) => what)).toEqual(byAction);
    expect(sums(({ user }) => user).slice(0, 10)).toEqual(
      tallyOf(byHand.map((row) => row.actor)).slice(0, 10),
    );
    const byTopic = tallyOf(byHand.map((row) => row.topic));
    expect(
      await rows(
        `select details->>'topic', count(*) from ${log} where details ? 'topic' group by 1 order by 2 desc, 1`,
      ),
    ).toEqual(byTopic);
    if (!('topic' in catalogue.breakdowns)) return;
    expect(sums(({ values }) => values.topic)).toEqual(byTopic);
    expect(sums(({ values }) => values.file_type)).toEqual(tallyOf(byHand.map((row) => row.type)));
  });

  it('gives the top five of 2024 in New York', async () => {
    const inYear = byHand.filter(({ at }) => Date.parse(at) >= YEAR[0] && Date.parse(at) < YEAR[1]);
    const expected = tallyOf(inYear.filter(({ event }) => ranked.includes(event)).map((row) => row.actor));
    const answer = await reports.usageAnalytics(
      { db: t.db, catalogue, zone, currency: 'USD', now: Date.now(), sample: false },
      { startDate: '2024-01-01', endDate: '2024-12-31', timezone: NEW_YORK, compare: 'none' },
    );
    expect(answer.topUsers!.map((user) => [user.userId, user.totalActivity])).toEqual(expected.slice(0, 5));
    expect(answer.meta.totalRows).toBe(new Set(inYear.map((row) => row.actor)).size);
  });
});
