import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STIFF =
  /\b(can ?not|does not|do not|did not|could not|has not|have not|will not|would not|should not)\b/i;

/** What others say, or SQL does. */
const NOT_OURS: Readonly<Record<string, RegExp>> = {
  'CHANGELOG.md': /Do Not Track/,
  'docs/beacon.md': /Do Not Track/,
  'docs/transactions.md': /could not serialize access/,
  'src/db/borrowed-pool.ts': /Cannot use a pool/,
  'src/db/failures.ts': /Cannot use a pool|does not support SSL/,
};

const files = execFileSync('git', ['ls-files', 'docs', 'src', '*.md', 'openapi.json'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(md|json|tsx?)$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));

it('speaks plainly: in the panel, the command line, answers, comments and the documentation', () => {
  expect(files.length).toBeGreaterThan(900);
  const stiff = files.flatMap((file) =>
    readFileSync(`${root}/${file}`, 'utf8')
      .split('\n')
      .filter((line) => STIFF.test(line) && !NOT_OURS[file]?.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(stiff).toEqual([]);
});

it('writes one kind of apostrophe on screen', () => {
  const straight = files
    .filter((each) => /texts\/[a-z]{2}\//.test(each))
    .flatMap((file) => readFileSync(`${root}/${file}`, 'utf8').split('\n'))
    .filter((line) => /[a-z]'(t|s|re|ve|ll)\b/i.test(line) && !/^\s*(\/\/|\/?\*)/.test(line));
  expect(straight).toEqual([]);
});
