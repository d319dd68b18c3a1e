import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/index.ts';
import { createOperators } from '../../src/auth/operators.ts';
import { start } from '../import/process.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';

/** Clears the screen, sets its title, rings, turns the direction, hides itself, begins a line. */
const ODD = 'x\u001b[2J\u001b]0;mine\u0007\u009b2J\u202eevil\u2066\u200b\u007f\r\nok    y';
/** What a terminal may obey; a line break is told apart below. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const SECRET_KEY = 'a secret of this test, 32 characters or more';
const folder = mkdtempSync(join(tmpdir(), 'joip-odd-'));
const oddFile = join(folder, `rows ${ODD.replace('\n', ' ')}.csv`);
const mapping = join(folder, 'map.json');
let t: TestDatabase;

async function run(...args: string[]) {
  const { code, stdout, stderr } = await start(args, t.url, '', { SECRET_KEY }).ended;
  for (const text of [stdout, stderr]) expect([args, text.match(OBEYED)]).toEqual([args, null]);
  return { code, stdout, stderr };
}

beforeAll(async () => {
  t = await testDatabase();
  await t.ingest.track(anActivity({ userId: `user ${ODD}`, action: `action ${ODD}` }));
  await createOperators(t.db, Date.now).create(`${ODD}@example.com`, 'admin');
  const audit = createAudit(t.db, { secret: Buffer.from(SECRET_KEY), now: Date.now, onError: () => {} });
  const access = {
    requestId: crypto.randomUUID(),
    actor: ODD,
    endpoint: 'userUsage',
    target: ODD,
    parameters: { search: ODD },
  };
  await audit.begin(access);
  audit.complete(access, 200, 1);
  await audit.close();
  writeFileSync(oddFile, `user,at,action\n"u ${ODD}",2026-03-15T12:00:00Z,"a ${ODD}"\n`);
  writeFileSync(mapping, JSON.stringify({ columns: { userId: 'user', createdAt: 'at', action: 'action' } }));
});
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true });
});

/** Without the odd text, which a terminal that shows the test's name would obey. */
const titleOf = (args: string[]) => args.join(' ').replaceAll(ODD, '…').replace(oddFile, 'rows ….csv');

describe('what came from outside is shown, not obeyed', () => {
  // The command, and a piece of its output that shows the odd text, where it shows it at all.
  const cases: readonly [args: string[], shown?: RegExp][] = [
    [
      ['dead-letters', 'list'],
      /action x\\u001b\[2J\\u001b\]0;mine\\u0007\\u009b2J\\u202eevil\\u2066\\u200b\\u007f/,
    ],
    [['dead-letters', 'replay', '--all']],
    [['operator', 'list'], /x\\u001b\[2J.*@example\.com/i],
    [['operator', 'add', ODD], /x\\u001b\[2J/i],
    [['operator', 'link', ODD], /there is no operator x\\u001b/],
    [['operator', 'link', `${ODD}@example.com`], /x\\u001b\[2J/i],
    [['operator', 'role', `${ODD}@example.com`, ODD], /x\\u001b\[2J/i],
    [['key', 'create', `key ${ODD}`]],
    [['key', 'list'], /key x\\u001b\[2J/],
    [['key', 'revoke', ODD], /x\\u001b\[2J/i],
    [['audit', 'list', '--period', 'all'], /x\\u001b\[2J/i],
    [['audit', 'list', '--outcome', ODD], /takes answered/],
    [['audit', 'verify']],
    [['doctor']],
    [['export-user', `user ${ODD}`]],
    [['erase', ODD], /erase x\\u001b/],
    [['import', oddFile, '--map', mapping, '--dry-run'], /x\\u001b\[2J/i],
    [['import', oddFile, '--map', join(folder, ODD)], /x\\u001b\[2J/i],
    [['restore', oddFile, '--check'], /x\\u001b\[2J/i],
    [['migrate', '--config', join(folder, ODD)], /x\\u001b\[2J/i],
    [['backup', '--out', join(folder, ODD, 'gone', 'b.tar.gz')], /x\\u001b\[2J/i],
    [[ODD], /unknown command 'x\\u001b/],
    [['serve', `--${ODD}`], /unknown option '--x\\u001b/],
    [['serve', '--port', ODD], /x\\u001b/],
  ];
  const named = cases.map(([args, shown]) => [titleOf(args), args, shown] as const);
  it.each(named)('%s', async (_, args, shown) => {
    const { stdout, stderr } = await run(...args);
    if (shown) expect(stdout + stderr).toMatch(shown);
    // The line break of the text begins no line that looks like one of ours.
    expect(stdout + stderr).not.toMatch(/^ok {4}y/m);
  });
});

function textsIn(json: string): unknown[] {
  const texts: unknown[] = [];
  JSON.parse(json, (_, each) => texts.push(each) && each);
  return texts;
}

describe('JSON stays the same value', () => {
  it.each([
    [['dead-letters', 'list', '--json'], `user ${ODD}`],
    [['operator', 'list', '--json'], `${ODD}@example.com`.toLowerCase()],
    [['audit', 'list', '--period', 'all', '--json'], ODD],
  ])('%j', async (args, value) => {
    const { stdout } = await run(...args);
    expect(textsIn(stdout)).toContain(value);
  });

  it('but a file is the file that was asked for', async () => {
    await t.ingest.track(anActivity({ userId: `real ${ODD}` }));
    const path = join(folder, 'log.ndjson');
    await run('export', path);
    expect(textsIn(readFileSync(path, 'utf8'))).toContain(`real ${ODD}`);
    const { stdout } = await run('export-user', `real ${ODD}`);
    expect(textsIn(stdout)).toContain(`real ${ODD}`);
  });
});
