// Runs vitest and reads its report, for scripts/test.mjs and .ci/run.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countsOf, describeFailures, readReportAt, together, worthAnotherRun } from './report.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the report of a run is left. @param {string} name */
const reportPath = (name) => join(root, 'test-results', `${name}.json`);

/** @param {string} name */
export const readReport = (name) => readReportAt(reportPath(name));

/** @param {string} name */
export const readCounts = (name) => countsOf(readReport(name));

/**
 * @param {string} name - of the report
 * @param {string[]} args - vitest's own
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} vitest's exit code
 */
export async function runVitest(name, args, env = {}) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(reportPath(name), { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporter = join(root, 'scripts/lib/reporter.mjs');
  const reporters = ['--reporter=default', `--reporter=${reporter}`, `--outputFile=${reportPath(name)}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  // Whoever is ended leaves nobody behind.
  const end = () => child.kill();
  process.once('exit', end);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      process.off('exit', end);
      resolve(code ?? 1);
    }),
  );
}

/** So many files at most are run again: more of them is no chance. */
const FEW = 5;

/**
 * As `runVitest`; files in which a test failed are run once more, by themselves. What passes then has passed, and
 * is listed.
 *
 * @param {string} name
 * @param {string[]} options - vitest's own
 * @param {string[]} files - all of them where it is empty
 * @param {Record<string, string>} [env]
 */
export async function runTests(name, options, files, env) {
  const code = await runVitest(name, [...options, ...files], env);
  const first = readReport(name);
  const again = worthAnotherRun(first);
  if (code === 0 || again.length === 0 || again.length > FEW) return code;
  console.log(`\nRun again: ${again.join(', ')}\n`);
  await runVitest(`${name}-again`, [...options, ...again], env);
  const report = together(first, readReport(`${name}-again`));
  writeFileSync(reportPath(name), JSON.stringify(report));
  console.log(`\n${describeFailures([report])}`);
  return countsOf(report).failed === 0 ? 0 : code;
}

/** Files under a folder, by paths from the root. @param {...string} folders */
export const filesIn = (...folders) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
