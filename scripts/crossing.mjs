// `npm run crossing -- --seed 2`: every report at every crossing of range, zone, retention, staff, anonymity and
// filter, held against a naive recount; `--view groups` asks one of them, `--every 20` one question of twenty.
// `--explore 10000` asks so many random questions of each kind, and rules of who is meant, in their place (half as many of
// who comes back), each held against the rows of the log.
import { parseArgs } from 'node:util';
import { runVitest } from './lib/vitest.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    view: { type: 'string' },
    explore: { type: 'string' },
  },
});
if (![values.seed, values.every, values.explore ?? '1'].every((value) => /^[1-9]\d{0,6}$/.test(value))) {
  console.error('crossing takes --seed, --every and --explore, each a whole number from 1 to 9999999');
  process.exit(2);
}
const env = {
  CROSSING_SEED: values.seed,
  CROSSING_EVERY: values.every,
  ...(values.view && { CROSSING_VIEW: values.view }),
};
const files = values.explore
  ? [
      'src/reports/explore',
      'src/reports/segments',
      'src/store/funnel-sink.test.ts',
      'src/store/paths-sink.test.ts',
    ]
  : ['test/crossing'];
const explore = { EXPLORE_SEED: values.seed, ...(values.explore && { EXPLORE_RUNS: values.explore }) };
process.exit(await runVitest('crossing', ['--project', 'unit', ...files], { ...env, ...explore }));
