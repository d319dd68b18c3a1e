// `npm run test:proxy`: the panel, a sign-in, a write and the live stream through nginx in each of its shapes.
import { findNginx } from './lib/nginx.mjs';
import { readCounts, runVitest } from './lib/vitest.mjs';

const had = await findNginx();
if ('missing' in had) {
  console.error(`the proxy matrix can't run: ${had.missing}`);
  process.exit(1);
}
const code = await runVitest('proxy', ['test/proxy']);
const { passed, failed } = readCounts('proxy');
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(code);
