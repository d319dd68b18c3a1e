// Runs vitest and adds up its report, for scripts/test.mjs and .ci/run.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the report of a run is left. @param {string} name */
export const reportPath = (name) => join(root, 'test-results', `${name}.json`);

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
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(name)}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  // Whoever is ended leaves nobody behind.
  process.once('exit', () => child.kill());
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/**
 * @param {string} name
 * @returns {{ passed: number, failed: number, skipped: number }} a file that did not load counts as one failure;
 *   so does a report that is missing
 */
export function readReport(name) {
  try {
    const report = JSON.parse(readFileSync(reportPath(name), 'utf8'));
    const broken = report.testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** Files under a folder, by paths from the root. @param {...string} folders */
export const filesIn = (...folders) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
