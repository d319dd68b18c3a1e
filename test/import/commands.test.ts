import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import type { ImportSummary } from '../../src/import/index.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { nastyLog, writeNastyLog } from '../support/nasty-log.ts';
import { start } from './process.ts';
import { contentOf, countByHand, example, exampleFile, folder, importInto, inputOf } from './support.ts';

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

const MAP = ['--map', exampleFile('repo-activity/mapping.json')];
const CONFIG = ['--config', exampleFile('repo-activity/joip-analytics.config.ts')];
const IN_PROCESS = { mapping: example('repo-activity/mapping.json'), catalogue: repoCatalogue };
const run = (args: string[], stdin?: string | Buffer, url = t.url) =>
  start([...args, ...CONFIG], url, stdin).ended;
const count = async (table: string) =>
  (await t.db.pool.query(`select count(*) as n from ${t.db.s}.${table}`)).rows[0].n as number;

it('killed in the middle, over and over, and run again: every row once', async () => {
  const ROWS = 24_000;
  const path = dir.file('log.csv.gz');
  await writeNastyLog(path, { rows: ROWS });
  const rowsDone = `select coalesce(max(rows_done), 0) as n from ${t.db.s}.import_runs`;
  const kills: number[] = [];
  while (kills.length < 3 && (kills.at(-1) ?? 0) < ROWS / 2) {
    const { child, ended } = start(['import', path, ...MAP, ...CONFIG], t.url);
    const before = kills.at(-1) ?? 0;
    // Killed once some thousand rows more are in, while the next batches are under way.
    while (child.exitCode === null && (await count('user_activity_logs')) <= before + 3_000)
      await new Promise((resolve) => setTimeout(resolve, 10));
    // The server would finish what it was told: what is under way there goes too, as in a power cut.
    await t.db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`,
    );
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    const done = (await t.db.pool.query(rowsDone)).rows[0].n;
    kills.push(await count('user_activity_logs'));
    expect(done).toBeLessThanOrEqual(kills.at(-1)!);
  }
  expect(kills.at(-1)).toBeLessThan(ROWS);
  const last = await run(['import', path, ...MAP, '--json']);
  expect(last).toMatchObject({ code: 0 });
  const summary: ImportSummary = JSON.parse(last.stdout);
  expect(summary.before).toBeGreaterThan(0);
  expect(summary.before + summary.rows).toBe(ROWS);

  const other = await testDatabase({ catalogue: repoCatalogue });
  await importInto(other, path, { ...IN_PROCESS, refusedPath: dir.file('other') });
  const [killed, whole] = [await contentOf(t, repoCatalogue), await contentOf(other, repoCatalogue)];
  await other.drop();
  expect(killed).toEqual(whole);
  expect(killed.log.length).toBe(countByHand(path).length);
  console.log(
    `imports killed with ${kills.join(', ')} of ${ROWS} rows in: equal to one that was never killed`,
  );
}, 300_000);

it('stops at Ctrl-C, says how to go on, and does', async () => {
  const ROWS = 24_000;
  const path = dir.file('log.csv');
  await writeNastyLog(path, { rows: ROWS });
  const { child, ended } = start(['import', path, ...MAP, ...CONFIG], t.url);
  while (child.exitCode === null && (await count('user_activity_logs')) === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGINT');
  const stopped = await ended;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain(`Go on with the same command: joip-analytics import ${path}`);
  expect((await run(['import', path, ...MAP])).code).toBe(0);
  expect(await count('user_activity_logs')).toBe(ROWS);
}, 300_000);

it('a dry run says what would come in and what not, and writes nothing', async () => {
  const lines = [...nastyLog({ rows: 50 })];
  lines.splice(11, 0, '2024-01-01T00:00:00Z,u1,flight,c,,\r\n', '2024-01-01T00:00:00,u1,commit,c,,\r\n');
  const dry = await run(['import', '-', ...MAP, '--dry-run', '--json'], gzipSync(lines.join('')));
  expect(dry.code).toBe(1);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    rows: 52,
    imported: 50,
    refused: 2,
    dryRun: true,
    refusals: { unmapped_action: { count: 1, rows: [10] }, invalid_time: { count: 1, rows: [11] } },
  });
  expect([
    await count('user_activity_logs'),
    await count('import_runs'),
    await count('dead_letters'),
  ]).toEqual([0, 0, 0]);
}, 300_000);

it('says what is wrong, and ends with 2', async () => {
  const path = dir.file('log.csv');
  writeFileSync(path, 'a,b\n1,2\n');
  const bad = dir.file('bad.json');
  writeFileSync(bad, '{"columns":{"userId":"a","createdAt":"b","action":"c"},"colour":1}');
  for (const [args, message] of [
    [['import', '-', ...MAP], 'standard input needs --source NAME'],
    [['import', path, ...MAP], 'names the column "actor"'],
    [['import', path, '--map', bad], 'bad.json: colour is unknown'],
    [['import', path], 'say what the columns mean: --map FILE, or --as mixpanel|segment|posthog|umami|csv'],
    [['export', '-', '--from', '2024-02-30'], '--from is "2024-02-30", but takes a date'],
  ] as const) {
    const ended = await run([...args]);
    expect(ended.stderr).toContain(message);
    expect(ended.code).toBe(2);
  }
}, 300_000);

it.each(['ndjson', 'csv.gz'])(
  'export to %s and import into an empty database give the same',
  async (ending) => {
    const extra = [
      `{"occurred_at":"2024-05-05T00:00:00Z","actor":"=cmd()","event":"commit","change_id":"'-1","topic":"a,\\"b\\"\\r\\nc"}`,
      `{"occurred_at":"2024-05-06T00:00:00Z","actor":"''@x","event":"file_added","change_id":"\\t1","topic":"feat","file_type":"ts"}`,
    ];
    const o = { ...IN_PROCESS, refusedPath: dir.file('refused') };
    await importInto(t, inputOf([...nastyLog({ rows: 3_000 })].join('')), o);
    await importInto(t, inputOf(extra.join('\n')), { ...o, mapping: { ...o.mapping, format: 'ndjson' } });

    const path = dir.file(`log.${ending}`);
    const exported = await run(['export', path, '--json']);
    expect(exported).toMatchObject({ code: 0 });
    expect(JSON.parse(exported.stderr)).toMatchObject({ rows: 3_002 });
    if (ending === 'csv.gz') {
      const text = gunzipSync(readFileSync(path)).toString();
      expect(text).toContain(`"'=cmd()"`.slice(1, -1));
      expect(text).not.toMatch(/(^|,)"?[=+@\t-]/m);
    }
    const other = await testDatabase({ catalogue: repoCatalogue });
    const back = await run(
      ['import', path, '--map', exampleFile('export-mapping.json'), '--json'],
      '',
      other.url,
    );
    expect(JSON.parse(back.stdout)).toMatchObject({ imported: 3_002, refused: 0 });
    expect(await contentOf(other, repoCatalogue)).toEqual(await contentOf(t, repoCatalogue));
    await other.drop();

    const may = await run([
      'export',
      '-',
      '--from',
      '2024-05-05',
      '--to',
      '2024-05-05',
      '--format',
      'ndjson',
    ]);
    expect(may.stdout.split('\n').filter((line) => line.includes('=cmd()')).length).toBe(1);
    expect(may.stdout.split('\n').filter((line) => line.includes('2024-05-06'))).toEqual([]);
  },
  120_000,
);
