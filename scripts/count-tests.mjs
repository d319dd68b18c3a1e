// Prints `PASSED FAILED`, summed over the reports named.
import { readReport } from './lib/vitest.mjs';

const reports = process.argv.slice(2).map(readReport);
const sum = (/** @type {'passed' | 'failed'} */ key) =>
  reports.reduce((total, report) => total + report[key], 0);
console.log(`${sum('passed')} ${sum('failed')}`);
