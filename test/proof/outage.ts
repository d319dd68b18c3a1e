/**
 * `npm run outage [-- --seconds 60 --rate 1000 --kinds stopped,frozen,read-only,slow]`: activity comes at a steady rate while
 * PostgreSQL is away. Prints what became of it, how long calls took, and the memory of the process.
 */
import { parseArgs } from 'node:util';
import { KINDS, type Kind } from './outage/database.ts';
import { describeOutages, runOutage } from './outage/run.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1000' },
    kinds: { type: 'string', default: KINDS.join(',') },
  },
});
const results = [];
for (const kind of values.kinds.split(',') as Kind[])
  results.push(await runOutage({ kind, seconds: Number(values.seconds), rate: Number(values.rate) }));
for (const { kind, reasons } of results)
  for (const each of reasons) console.error(`${kind}, refused as ${each}`);
console.log(describeOutages(results));
process.exitCode = results.every((x) => x.lost + x.doubled + x.drift === 0 && x.refused === 0) ? 0 : 1;
