// `npm start`: builds what isn't current, then is `joip-analytics serve` with the same arguments.
// It runs in this very process, so that signals and the exit code need no forwarding.
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
process.argv = process.argv.slice(0, 2);
await import('./build.mjs');

const main = new URL('../dist/cli/main.js', import.meta.url);
process.argv = [process.argv[0], fileURLToPath(main), 'serve', ...args];
await import(main.href);
