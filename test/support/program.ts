import { fileURLToPath } from 'node:url';

/** The command line as it is installed: what Node runs starts three times as fast as its sources do. */
export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
