/**
 * `npm run why -- --planted 1000 --quiet 1000 [--log changes.csv [--log-only]] [--seed 1]`: how often a planted cause is named first, and how
 * often one is claimed where there is none. Over the sample platform, and over a log of one's own with the columns
 * `occurred_at,actor,event,change_id,file_type,topic`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { seeded } from '../../src/reports/testing/history.ts';
import { changesLog, type PlainLog, sampleLog } from './log.ts';
import { dealt, found, planted, rangesIn } from './plant.ts';

const { values } = parseArgs({
  options: {
    planted: { type: 'string', default: '1000' },
    quiet: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    least: { type: 'string', default: '2' },
    log: { type: 'string' },
    'log-only': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [causes, quiet, seed, least] = [values.planted, values.quiet, values.seed, values.least].map(
  Number,
) as [number, number, number, number];

interface Asked {
  readonly name: string;
  readonly log: PlainLog;
  readonly weeks: readonly number[];
}
const logs: Asked[] = values['log-only']
  ? []
  : [{ name: 'sample', log: sampleLog(1, 2_000, 180), weeks: [1, 2, 4] }];
if (values.log) {
  const bytes = readFileSync(values.log);
  const log = changesLog((values.log.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
  // Few people who do much at once: it takes long ranges, and what is counted by change, for more than chance to show.
  const commits = { ...log, rows: log.rows.filter(({ kind }) => log.kinds[kind - 1]!.action === 'commit') };
  logs.push({ name: "log of one's own, commits", log: commits, weeks: [13, 26] });
  logs.push({ name: "log of one's own, activities", log, weeks: [26, 52] });
}

const percent = (n: number, of: number) => `${n} of ${of} (${((100 * n) / of).toFixed(1)} %)`;
let failed = false;
for (const { name, log, weeks } of logs) {
  const random = seeded(seed);
  let [named, other] = [0, 0];
  const missed: Record<string, number> = {};
  const drawn: Record<string, number> = {};
  for (let i = 0; i < causes; ) {
    const base = dealt(rangesIn(log, weeks, random), random);
    const made = planted(log, base, random, least);
    if (!made) continue;
    i++;
    const told = found(log, made.c, made.cause, base);
    const { dimension } = made.cause;
    drawn[dimension] = (drawn[dimension] ?? 0) + 1;
    if (told.named) named++;
    else {
      missed[dimension] = (missed[dimension] ?? 0) + 1;
      if (told.claims) other++;
      if (values.verbose) console.error(JSON.stringify(made.cause), '->', told.told);
    }
  }
  let [claimed, asItWas] = [0, 0];
  for (let i = 0; i < quiet; i++) {
    const ranges = rangesIn(log, weeks, random);
    const told = found(log, dealt(ranges, random), null);
    if (told.claims) claimed++;
    if (told.claims && values.verbose) console.error('quiet ->', told.told);
    if (found(log, ranges, null).claims) asItWas++;
  }
  console.log(`${name}: ${log.rows.length} activities`);
  if (causes > 0) {
    console.log(
      `  planted causes of ${least} times what is usual or more, named first: ${percent(named, causes)}; another named: ${other}`,
    );
    console.log(
      `    by dimension: ${Object.entries(drawn)
        .map(([d, n]) => `${d} ${n - (missed[d] ?? 0)}/${n}`)
        .join(', ')}`,
    );
    failed ||= named < 0.95 * causes;
  }
  if (quiet > 0) {
    console.log(
      `  quiet ranges, a cause claimed: ${percent(claimed, quiet)}; of the same ranges as they were: ${percent(asItWas, quiet)}`,
    );
    failed ||= claimed > 0.01 * quiet;
  }
}
process.exit(failed ? 1 : 0);
