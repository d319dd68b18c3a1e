import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundled } from '../../test/support/bundled.ts';

const BUDGET = 1.5 * 1024;

// What it does is told by a real browser (test/browser/beacon.test.ts), what the file for pages takes by `npm run bundle`.
it('is 1.5 KB gzipped at most, and names no module and no storage', async () => {
  const code = await bundled('beacon/index.ts', 'beacon');
  const { length } = gzipSync(code);
  console.log(`joip-analytics/beacon: ${length} bytes gzipped of ${BUDGET}, ${code.length} before`);
  expect(length).toBeLessThanOrEqual(BUDGET);
  expect(code).not.toMatch(/\b(require|import)\b|node:|process\.|cookie|Storage|indexedDB/);
});
