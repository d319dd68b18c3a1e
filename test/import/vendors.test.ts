import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import { type Catalogue, defaultCatalogue } from '../../src/catalogue/index.ts';
import { loadMapping, type VendorName } from '../../src/import/index.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { exampleFile, folder, importInto, inputOf } from './support.ts';

vi.setConfig({ testTimeout: 120_000 });
let t: TestDatabase;
let dir: ReturnType<typeof folder>;
beforeEach(async () => {
  t = await testDatabase();
  dir = folder();
});
afterEach(async () => {
  dir.remove();
  await t.drop();
});

async function run(
  file: string | Buffer,
  as: VendorName,
  o: { actions?: string; map?: string; catalogue?: Catalogue; fromStart?: boolean; source?: string } = {},
) {
  const catalogue = o.catalogue ?? defaultCatalogue;
  const mapping = await loadMapping({
    as,
    map: o.map,
    catalogue,
    actions: o.actions && exampleFile(`import/${o.actions}-actions.json`),
  });
  const { fromStart, source } = o;
  return importInto(t, typeof file === 'string' ? exampleFile(`import/${file}`) : inputOf(file), {
    mapping,
    catalogue,
    source,
    fromStart: fromStart ?? false,
    refusedPath: dir.file('refused.ndjson'),
  });
}
const log = async () =>
  (
    await t.db.pool.query(
      `select user_id, created_at, action, details, visit_id from ${t.db.s}.user_activity_logs order by created_at, user_id, event_id`,
    )
  ).rows.map((row) => ({ ...row, created_at: new Date(row.created_at).toISOString() }));
const row = (
  user_id: string,
  at: string,
  action: string,
  details: object | null,
  visit_id: string | null = null,
) => ({
  user_id,
  created_at: `2024-06-10T${at}Z`,
  action,
  details,
  visit_id,
});

describe('exports in the form that each program documents', () => {
  it('Mixpanel', async () => {
    expect(await run('mixpanel.jsonl', 'mixpanel', { actions: 'mixpanel' })).toMatchObject({
      source: 'mixpanel',
      rows: 5,
      imported: 4,
      skipped: 1,
      refused: 0,
    });
    const made = { theme: 'beta', captionLength: 42 };
    expect(await log()).toEqual([
      row('u-17', '12:00:00.000', 'session_created', { title: 'Summer' }),
      row('u-17', '12:01:00.000', 'smart_caption_generated', made),
      row('u-17', '12:01:00.000', 'smart_caption_generated', made),
      row('$device:18f-c0', '12:02:00.000', 'page_viewed', { current_url_path: '/' }),
    ]);
  });

  it('Segment', async () => {
    expect(await run('segment.jsonl', 'segment', { actions: 'segment' })).toMatchObject({
      imported: 3,
      skipped: 1,
      refused: 0,
      neverFound: [],
    });
    expect(await log()).toEqual([
      row('507f191e-810c', '12:00:01.500', 'page_viewed', { path: '/', title: 'Home' }),
      row('u-17', '12:00:02.123', 'session_created', { title: 'Summer' }),
      row('u-17', '12:00:03.000', 'session_deleted', {}),
    ]);
  });

  it('PostHog, as JSON lines and as CSV, whose rows are the same', async () => {
    expect(await run('posthog.jsonl', 'posthog', { actions: 'posthog' })).toMatchObject({
      imported: 2,
      skipped: 1,
    });
    expect(await run('posthog.csv', 'posthog', { actions: 'posthog' })).toMatchObject({
      imported: 1,
      duplicates: 1,
      refused: 0,
      overlap: null,
    });
    expect(await log()).toEqual([
      row('u-17', '12:00:00.123', 'session_created', { title: 'Summer' }),
      row('u-17', '12:00:01.000', 'page_viewed', {}),
      row('u-18', '12:00:03.000', 'smart_caption_generated', { theme: 'cbt' }),
    ]);
  });

  it('Umami, as a table and from its API, whose rows are the same', async () => {
    expect(await run('umami.csv', 'umami', { actions: 'umami' })).toMatchObject({ imported: 2, refused: 0 });
    const pages = readFileSync(exampleFile('import/umami.json'));
    // Two pages, fetched one after the other into one file.
    expect(await run(Buffer.concat([pages, pages]), 'umami', { actions: 'umami' })).toMatchObject({
      rows: 4,
      imported: 1,
      duplicates: 3,
      refused: 0,
    });
    const visit = '7c1e2f60-2222-5222-8222-222222222222';
    expect(await log()).toEqual([
      row(
        '0b9d2f60-1111-5111-8111-111111111111',
        '12:00:00.000',
        'page_viewed',
        { path: '/', title: 'Home', referrer: 'example.org' },
        visit,
      ),
      row(
        '0b9d2f60-1111-5111-8111-111111111111',
        '12:00:05.250',
        'session_created',
        { path: '/decks', title: 'Decks' },
        visit,
      ),
      row('0b9d2f60-3333-5333-8333-333333333333', '12:01:00.000', 'page_viewed', {
        path: '/',
        title: 'Home',
        referrer: 'example.org',
      }),
    ]);
  });

  it('a plain table, whose names of actions are the catalogue’s, however they are written', async () => {
    expect(await run('plain.csv', 'csv')).toMatchObject({ imported: 3, refused: 0, unused: [] });
    expect((await log()).map((each) => [each.user_id, each.created_at, each.action])).toEqual([
      ['u-17', '2024-06-10T12:00:00.000Z', 'session_created'],
      ['u-18', '2024-06-10T12:00:00.000Z', 'session_created'],
      ['u-17', '2024-06-10T12:00:00.250Z', 'session_viewed'],
    ]);
  });

  it('parts of a ready mapping can be said otherwise', async () => {
    const map = dir.file('map.json');
    writeFileSync(
      map,
      JSON.stringify({
        timezone: 'America/New_York',
        constants: { userId: 'all' },
        actions: { 'Deck Created': 'session_created', '*': null },
      }),
    );
    expect(await run('mixpanel.jsonl', 'mixpanel', { map })).toMatchObject({ imported: 2, skipped: 3 });
    expect((await log())[0]).toMatchObject({ user_id: 'all', created_at: '2024-06-10T16:00:00.000Z' });
  });
});

it('names that stand for no action are told by how often they occur; under any catalogue', async () => {
  const other = await testDatabase({ catalogue: repoCatalogue });
  const first = t;
  t = other;
  try {
    const summary = await run('mixpanel.jsonl', 'mixpanel', { catalogue: repoCatalogue });
    expect(summary).toMatchObject({ imported: 0, skipped: 1, refused: 4 });
    expect(Object.entries(summary.unmapped)).toEqual([
      ['Caption Made', 2],
      ['Deck Created', 1],
      ['$mp_web_page_view', 1],
    ]);
  } finally {
    t = first;
    await other.drop();
  }
});

describe('rows that a source names itself', () => {
  const call = (messageId: unknown, event = 'Session Created', timestamp = '2024-06-10T12:00:00Z') =>
    JSON.stringify({ type: 'track', messageId, event, userId: 'u1', timestamp });
  const lines = (...rows: string[]) => Buffer.from(rows.map((each) => `${each}\n`).join(''));

  it('come in once, in whichever file and order; alike rows of another name are others', async () => {
    expect(await run(lines(call('a'), call('b'), call('b')), 'segment')).toMatchObject({
      imported: 2,
      duplicates: 1,
      overlap: null,
    });
    expect(await run(lines(call('c'), call('b'), call('a')), 'segment')).toMatchObject({
      before: 0,
      imported: 1,
      duplicates: 2,
      overlap: null,
    });
    expect(await run(lines(call('a'), call('b'), call('b')), 'segment', { fromStart: true })).toMatchObject({
      imported: 0,
      duplicates: 3,
    });
    expect(await log()).toHaveLength(3);
  });

  it('need a name, and a source of one', async () => {
    const rows = lines(call(null), call('NaN'), call(12345678901234567890n.toString()), call('ok'));
    const text = Buffer.from(rows.toString().replace('"12345678901234567890"', '12345678901234567890'));
    expect(await run(text, 'segment')).toMatchObject({
      imported: 1,
      refusals: { missing_id: { count: 2, rows: [0, 1] }, invalid_value: { count: 1, rows: [2] } },
    });
    const mapping = await loadMapping({ as: 'segment', catalogue: defaultCatalogue });
    const { source: _, ...nameless } = mapping;
    await expect(
      importInto(t, inputOf(lines(call('a'))), { mapping: nameless, refusedPath: dir.file('r') }),
    ).rejects.toThrow('need the name of what they come from');
  });
});

describe('rows that came in before under another source', () => {
  const table = (rows: number, more = '') =>
    Buffer.from(
      `user,time,action${more}\n${Array.from({ length: rows }, (_, i) => `u${i % 7},2024-06-10T12:00:${10 + (i % 50)}Z,session_created${more && ',x'}\n`).join('')}`,
    );

  it('are told, with how many and from where', async () => {
    expect(await run(table(350), 'csv', { source: 'old-export' })).toMatchObject({
      imported: 350,
      overlap: null,
    });
    expect(await run(table(350, ',note'), 'csv', { source: 'new-export' })).toMatchObject({
      imported: 350,
      overlap: { compared: 88, found: [['old-export', 88]] },
    });
    // Alike rows of one file are none.
    expect(await run(table(350), 'csv', { source: 'old-export', fromStart: true })).toMatchObject({
      duplicates: 350,
      imported: 0,
    });
  });

  it('also where they were tracked, and not where they are others', async () => {
    await t.ingest.writeHistory(
      [{ userId: 'u1', action: 'session_created', createdAt: '2024-06-10T12:00:11Z' }],
      'test',
    );
    expect(await run(table(2), 'csv')).toMatchObject({ overlap: { compared: 2, found: [[null, 1]] } });
    const other = Buffer.from('user,time,action\nu1,2024-06-10T12:00:11Z,session_deleted\n');
    expect(await run(other, 'csv')).toMatchObject({ imported: 1, overlap: null });
  });
});
