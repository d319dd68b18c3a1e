import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'joip-again-'));
const name = basename(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const report of [name, `${name}-again`])
    rmSync(join(root, `test-results/${report}.json`), { force: true });
});

/** `firstTime()` is true once in a folder, whatever process asks. */
const head = `
  import fc from 'fast-check';
  import { existsSync, writeFileSync } from 'node:fs';
  import { beforeAll, describe, expect, it } from 'vitest';
  const firstTime = (mark) => {
    const path = new URL(mark, import.meta.url);
    if (existsSync(path)) return false;
    writeFileSync(path, '');
    return true;
  };`;

const CHANCE = {
  'chance.test.js': `
    describe('a number', () => {
      it('is right at once', () => {});
      it('is right the second time', () => expect(firstTime('a') ? 1 : 2).toBe(2));
      it('is wrong the second time', () => expect(firstTime('b') ? 2 : 1).toBe(2));
      it.skip('is not asked', () => {});
    });`,
  'hook.test.js': `
    beforeAll(() => { if (firstTime('c')) throw new Error('no server yet'); });
    it('runs behind a hook', () => {});`,
  'load.test.js': `
    if (firstTime('d')) throw new Error("can't be loaded");
    it('is in a file that could not be loaded', () => {});`,
  'unhandled.test.js': `
    it('leaves a promise alone', async () => {
      if (firstTime('g')) Promise.reject(new Error('nobody awaited this'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`,
};
const FAULTS = {
  'always.test.js': `it('is wrong twice', () => expect('seen').toBe('awaited'));`,
  'property.test.js': `
    it('has a counterexample once', () => {
      const broken = firstTime('e');
      fc.assert(fc.property(fc.integer(), () => !broken));
    });
    it('is chance beside it', () => expect(firstTime('f')).toBe(false));`,
};

/** What scripts/test.mjs does, on the files of a folder. */
function run(files: Record<string, string>) {
  const dir = mkdtempSync(join(folder, 'run-'));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), `${head}${text}`);
  const code = `import { runTests } from './scripts/lib/vitest.mjs';
    process.exit(await runTests(${JSON.stringify(name)}, ['--root', ${JSON.stringify(dir)}], []))`;
  const { status } = node('--input-type=module', '-e', code);
  const [counts, failures] = ['count-tests', 'failed-tests'].map(
    (script) => node(`scripts/${script}.mjs`, name).stdout,
  );
  return { status, counts: counts!.trim(), failures: failures! };
}

const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

const toldBy = (failures: string) => failures.match(/^(?! {6}).+/gm);

it('counts as passed what passes when its file is run again, and lists it with its first error', () => {
  const { status, counts, failures } = run(CHANCE);
  expect(counts).toBe('6 0');
  expect(toldBy(failures)).toEqual([
    'Failed once, passed when run again:',
    '  chance.test.js > a number > is right the second time',
    '  chance.test.js > a number > is wrong the second time',
    '  hook.test.js > (the file)',
    '  load.test.js > (the file)',
    '  unhandled.test.js > (unhandled) leaves a promise alone',
  ]);
  expect(failures).toContain(`      expected 1 to be 2 // Object.is equality
      - Expected
      + Received
      - 2
      + 1
      at ${folder}`);
  for (const error of ['no server yet', "can't be loaded", 'nobody awaited this'])
    expect(failures).toContain(`      ${error}\n`);
  expect(status).toBe(0);
});

it('has failed what fails twice, and what fast-check found a counterexample for', () => {
  const { status, counts, failures } = run(FAULTS);
  expect(counts).toBe('1 2');
  expect(toldBy(failures)).toEqual([
    'Failed:',
    '  always.test.js > is wrong twice',
    '  property.test.js > has a counterexample once',
    'Failed once, passed when run again:',
    '  property.test.js > is chance beside it',
  ]);
  expect(failures).toContain('Counterexample: [0]');
  expect(status).toBe(1);
});

it('runs nothing again where more than a few files failed', () => {
  const text = `it('is right the second time', () => expect(firstTime(import.meta.url + '.seen')).toBe(false));`;
  const { status, counts, failures } = run(
    Object.fromEntries([1, 2, 3, 4, 5, 6].map((file) => [`${file}.test.js`, text])),
  );
  expect(counts).toBe('0 6');
  expect(toldBy(failures)).toHaveLength(7);
  expect(status).toBe(1);
});
