// Prints `PASSED FAILED`, summed over the reports named.
import { readCounts } from './lib/vitest.mjs';

const counts = process.argv.slice(2).map(readCounts);
const sum = (/** @type {'passed' | 'failed'} */ key) => counts.reduce((total, each) => total + each[key], 0);
console.log(`${sum('passed')} ${sum('failed')}`);
