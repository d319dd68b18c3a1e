import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Of their kind those that take longest, as measured. */
const LONGEST = [
  'test/package/package.test.ts',
  'test/cli/broken-pipes.test.ts',
  'test/outage/running.test.ts',
  'test/crossing/crossing.test.ts',
  'test/browser/quality.test.ts',
  'test/browser/language.test.ts',
  'test/browser/boxes.test.ts',
  'test/browser/still.test.ts',
  'test/browser/print.test.ts',
  'test/browser/creator-platform.test.ts',
  'test/browser/viewer.test.ts',
  'test/browser/opened.test.ts',
  'test/browser/sample.test.ts',
  'test/browser/mounts.test.ts',
  'test/proof/kill.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at < 0 ? LONGEST.length : at;
};

/**
 * The longest files come first: one that comes last leaves a worker with nothing to do. By itself vitest goes by the
 * size of a file, which says little.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
