import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import type { RowRefusal } from '../../src/import/index.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { nastyLog, writeNastyLog } from '../support/nasty-log.ts';
import { contentOf, countByHand, example, folder, importInto, inputOf, tallyOf } from './support.ts';

const mapping = example('repo-activity/mapping.json');
const ROWS = 20_000;
// Seconds on an idle machine; tests of other files may share its cores.
vi.setConfig({ testTimeout: 120_000 });

let t: TestDatabase;
let dir: ReturnType<typeof folder>;
beforeEach(async () => {
  t = await testDatabase({ catalogue: repoCatalogue });
  dir = folder();
});
afterEach(async () => {
  dir.remove();
  await t.drop();
});

const run = (from: Parameters<typeof importInto>[1], o: Partial<Parameters<typeof importInto>[2]> = {}) =>
  importInto(t, from, { mapping, catalogue: repoCatalogue, refusedPath: dir.file('refused.ndjson'), ...o });
const content = () => contentOf(t, repoCatalogue);
const logged = async () =>
  (await t.db.pool.query(`select count(*) as n from ${t.db.s}.user_activity_logs`)).rows[0].n as number;
const refused = (): RowRefusal[] =>
  readFileSync(dir.file('refused.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a nasty log', () => {
  it('comes in once, row for row, however often it is imported', async () => {
    const path = dir.file('log.csv.gz');
    await writeNastyLog(path, { rows: ROWS });
    const byHand = countByHand(path);
    expect(byHand.length).toBe(ROWS);

    const first = await run(path);
    expect(first).toMatchObject({ rows: ROWS, imported: ROWS, duplicates: 0, refused: 0, before: 0 });
    expect(Object.entries(first.actions)).toEqual(tallyOf(byHand.map((row) => row.event)));
    expect(first.users).toBe(new Set(byHand.map((row) => row.actor)).size);
    const once = await content();
    expect(once.log.length).toBe(ROWS);

    expect(await run(path)).toMatchObject({ rows: 0, imported: 0, before: ROWS });
    expect(await run(path, { fromStart: true })).toMatchObject({ rows: ROWS, imported: 0, duplicates: ROWS });
    expect(await content()).toEqual(once);

    const { rows } = await t.db.pool.query(
      `select user_id as u, commits + merges + files_added + files_modified + files_deleted as n
       from ${t.db.s}.user_usage_stats order by n desc, u limit 10`,
    );
    expect(rows.map(({ u, n }) => [u, n])).toEqual(tallyOf(byHand.map((row) => row.actor)).slice(0, 10));
  });

  it('keeps identical rows apart', async () => {
    const row = '2024-01-01T00:00:00Z,u1,commit,c,,fix\n';
    await run(inputOf(`occurred_at,actor,event,change_id,file_type,topic\n${row}${row}${row}`));
    expect((await content()).counters).toMatchObject([{ user_id: 'u1', commits: 3, fix_commits: 3 }]);
  });

  it('adds only the new rows of a file that has grown, below and above 1 MiB, gzipped or not', async () => {
    const ROWS = 15_000;
    const lines = [...nastyLog({ rows: ROWS })];
    expect(lines.join('').length).toBeGreaterThan(1024 * 1024);
    const path = dir.file('log.csv');
    let before = 0;
    for (const upTo of [10, 11, 500, ROWS]) {
      const text = lines.slice(0, upTo + 1).join('');
      writeFileSync(path, upTo === 500 ? gzipSync(text) : text);
      expect(await run(path)).toMatchObject({ imported: upTo - before, before, duplicates: 0 });
      before = upTo;
    }
    const grown = await content();
    const other = await testDatabase({ catalogue: repoCatalogue });
    await importInto(other, path, {
      mapping,
      catalogue: repoCatalogue,
      refusedPath: dir.file('other.ndjson'),
    });
    // Ids differ: a source first met when it was small has the name of its beginning of then.
    const bare = (c: Awaited<ReturnType<typeof content>>) => ({ ...c, log: c.log.length });
    expect(bare(grown)).toEqual(bare(await contentOf(other, repoCatalogue)));
    await other.drop();
  });

  it('stops when asked, and goes on where it stopped', async () => {
    const path = dir.file('log.csv');
    // Two writes under way, two waiting, one gathering: the rest is never read.
    const ROWS = 16_000;
    await writeNastyLog(path, { rows: ROWS });
    const stop = new AbortController();
    const part = await run(path, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(part.stopped).toBe(true);
    expect(part.imported).toBeGreaterThan(0);
    expect(part.imported).toBeLessThan(ROWS);
    expect(await run(path)).toMatchObject({
      imported: ROWS - part.imported,
      before: part.imported,
      stopped: false,
    });
    expect(await logged()).toBe(ROWS);
  });
});

describe('rows that can not come in', () => {
  const header = 'occurred_at,actor,event,change_id,file_type,topic\r\n';
  const good = '2024-01-01T00:00:00Z,u1,commit,c,,fix\r\n';

  it('are listed with row, reason and record; the others come in', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`\uFEFF${header}${good}\r\n`),
      Buffer.from('2024-01-01T00:00:00Z,u1,fly,c,,fix\r\n2024-01-01T00:00:00Z,,commit,c,,fix\r\n'),
      Buffer.from('yesterday,u1,commit,c,,fix\r\n2024-01-01T00:00:00Z,u1,commit\r\n'),
      Buffer.from('2024-01-01T00:00:00Z,u1,commit,"c"x,,fix\r\n'),
      Buffer.from('2024-01-01T00:00:00Z,u1,commit,c,,a\0b\r\n2024-01-01T00:00:00Z,u1,commit,c,,'),
      Buffer.from([0xff, 0xfe, 13, 10]),
      Buffer.from(`2024-01-01T00:00:00Z,u1,commit,c,,"${'x'.repeat(1_100_000)}"\r\n`),
      Buffer.from(`2024-01-01T00:00:00Z,u1,commit,c,,"two\r\nlines"\r\n${good}`),
      Buffer.from('2024-01-01T00:00:00Z,u1,commit,c,,"never closed\r\n'),
    ]);
    const summary = await run(inputOf(bytes), { source: 'nasty' });
    expect(summary).toMatchObject({ rows: 12, imported: 3, refused: 9 });
    expect(refused().map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'unmapped_action'],
      [2, 'missing_user'],
      [3, 'invalid_time'],
      [4, 'row_shape'],
      [5, 'syntax'],
      [6, 'poison'],
      [7, 'encoding'],
      [8, 'too_large'],
      [11, 'unclosed_quote'],
    ]);
    expect(refused()[2]).toEqual({
      source: 'nasty',
      row: 3,
      reason: 'invalid_time',
      message: 'the time "yesterday" isn\'t ISO 8601, such as 2026-03-15T14:30:00Z',
      record: 'yesterday,u1,commit,c,,fix',
    });
    expect((await content()).log.map((row) => (row as { details: unknown }).details)).toEqual([
      { topic: 'fix' },
      { topic: 'two\r\nlines' },
      { topic: 'fix' },
    ]);
    // The quote may be closed by what the file grows by: that row is not done.
    const again = await run(inputOf(Buffer.concat([bytes, Buffer.from('now"\r\n')])), { source: 'nasty' });
    expect(again).toMatchObject({ before: 11, rows: 1, imported: 1, refused: 0 });
    expect(refused().length).toBe(8);
  });

  it('come in with --from-start once the mapping knows their action', async () => {
    const text = `${header}${good}${good.replace('commit', 'ship')}${good}`;
    expect(await run(inputOf(text))).toMatchObject({ imported: 2, refused: 1 });
    const wider = { ...mapping, actions: { commit: 'commit', ship: 'merge' } };
    await expect(run(inputOf(text), { mapping: wider })).rejects.toThrow(/changed: actions.*--from-start/);
    expect(await run(inputOf(text), { mapping: wider, fromStart: true })).toMatchObject({
      imported: 1,
      duplicates: 2,
      refused: 0,
    });
    await expect(
      run(inputOf(text), { mapping: { ...wider, time: 'unix' }, fromStart: true }),
    ).rejects.toThrow(/changed: time.*would count twice/);
    expect(await logged()).toBe(3);
  });

  it('are fatal, with what to do, where the file is not what it should be', async () => {
    await expect(run(inputOf('at,actor,event\n'))).rejects.toThrow(
      'columns.createdAt of the mapping names the column "occurred_at", which the file doesn\'t have; its columns are: at, actor, event',
    );
    await expect(run(inputOf(''))).rejects.toThrow("the input can't be imported: it is empty");
    await expect(run(inputOf(Buffer.from('a,b\n1,2\n', 'utf16le')))).rejects.toThrow('UTF-16');
    await expect(run('/no/such/file.csv')).rejects.toThrow("/no/such/file.csv can't be read");
    await run(inputOf(header + good + good), { source: 's' });
    await expect(run(inputOf(header + good), { source: 's' })).rejects.toThrow("doesn't begin like");
    await expect(run(inputOf(header + good + good), { source: 'other' })).rejects.toThrow('give --source s');
    expect(await logged()).toBe(2);
  });

  it('a file rewritten behind its first MiB is noticed', async () => {
    const ROWS = 15_000;
    const lines = [...nastyLog({ rows: ROWS })];
    expect(lines.join('').length).toBeGreaterThan(1024 * 1024);
    await run(inputOf(lines.join('')), { source: 'log' });
    const shorter = lines.slice(0, -1).join('');
    await expect(run(inputOf(shorter), { source: 'log' })).rejects.toThrow(
      `has ${ROWS - 1} rows, but ${ROWS}`,
    );
    await expect(run(inputOf(`${shorter}${good}${good}`), { source: 'log' })).rejects.toThrow(
      `row ${ROWS - 1} isn't what it was`,
    );
    // Nor has the failed attempt changed what is known of the source.
    expect(await run(inputOf(lines.join('')), { source: 'log' })).toMatchObject({ before: ROWS, rows: 0 });
  });

  it('a gzip file cut off in the middle: what came in stays, the whole file completes it', async () => {
    const whole = gzipSync([...nastyLog({ rows: ROWS })].join(''));
    const path = dir.file('log.gz');
    writeFileSync(path, whole.subarray(0, whole.length - 1000));
    await expect(run(path)).rejects.toThrow('the gzip data ends in the middle');
    const before = await logged();
    expect(before).toBeGreaterThan(0);
    writeFileSync(path, whole);
    expect(await run(path)).toMatchObject({ before, imported: ROWS - before, refused: 0, duplicates: 0 });
    expect(await logged()).toBe(ROWS);
  });

  it('a last line that is not finished is not done', async () => {
    const path = dir.file('log.csv');
    writeFileSync(path, `${header}${good}2024-01-01T00:00:00Z,u1,comm`);
    expect(await run(path)).toMatchObject({ imported: 1, refused: 1 });
    appendFileSync(path, 'it,c,,fe');
    expect(await run(path)).toMatchObject({ before: 1, imported: 1, refused: 0 });
    expect(await run(path)).toMatchObject({ before: 1, imported: 0, duplicates: 1 });
    appendFileSync(path, `at\r\n${good}`);
    expect(await run(path)).toMatchObject({ before: 1, imported: 1, refused: 1 });
    expect(refused()).toMatchObject([{ row: 1, reason: 'row_changed' }]);
    expect(await logged()).toBe(3);
  });
});
