// A reporter for vitest: every test of every file, and what failed around the tests, as JSON. vitest's own leaves out
// the project, and what a hook or nobody's promise threw.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export default class Reporter {
  /** @param {import('vitest/node').Vitest} vitest */
  onInit(vitest) {
    this.path = /** @type {string} */ (vitest.config.outputFile);
    this.root = vitest.config.root;
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly any[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const files = modules.map((module) => ({
      project: module.project.name,
      file: relative(this.root, module.moduleId),
      tests: [...module.children.allTests()].map((test) => ({
        name: test.fullName,
        state: test.result().state,
        ms: Math.round(test.diagnostic()?.duration ?? 0),
        error: textOf(test.result().errors),
      })),
      around: [module, ...module.children.allSuites()]
        .filter((suite) => suite.errors().length > 0)
        .map((suite) => ({ name: suite.fullName ?? '(the file)', error: textOf(suite.errors()) })),
    }));
    const astray = [];
    for (const thrown of unhandled) {
      const file = thrown.VITEST_TEST_PATH && relative(this.root, thrown.VITEST_TEST_PATH);
      const told = { name: `(unhandled) ${thrown.VITEST_TEST_NAME ?? ''}`.trim(), error: textOf([thrown]) };
      (files.find((each) => each.file === file)?.around ?? astray).push(told);
    }
    writeFileSync(this.path, JSON.stringify({ files, astray }));
  }
}

/** Message, difference and the line of the test. @param {readonly any[]} [errors] */
function textOf(errors = []) {
  return errors
    .map(({ message, diff, stack }) => {
      const frame = /^\s*at .*\.test\.[^\n]*/m.exec(stack ?? '')?.[0];
      const lines = [
        ...head(message ?? 'something that is no error was thrown'),
        ...head(diff),
        frame?.trim(),
      ];
      return stripVTControlCharacters(lines.filter(Boolean).join('\n'));
    })
    .join('\n');
}

/** @param {string} [text] */
const head = (text = '') =>
  text
    .split('\n')
    .slice(0, 8)
    .map((line) => line.slice(0, 240));
