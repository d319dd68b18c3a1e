// Prints every test that failed, or failed once, in the reports named.
import { describeFailures } from './lib/report.mjs';
import { readReport } from './lib/vitest.mjs';

console.log(describeFailures(process.argv.slice(2).map(readReport)));
