// `npm run fuzz -- --requests 20000 --seed 2`: requests made from the OpenAPI document, to a server of its own.
// Before them every hostile text in every place; `--sweep 10` takes every tenth.
import { parseArgs } from 'node:util';
import { runVitest } from './lib/vitest.mjs';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    sweep: { type: 'string', default: '1' },
  },
});
if (Object.values(values).some((value) => !/^\d{1,7}$/.test(value)) || Number(values.sweep) < 1) {
  console.error('fuzz takes --requests, --seed and --sweep (from 1), each a whole number up to 9999999');
  process.exit(2);
}
const env = { FUZZ_REQUESTS: values.requests, FUZZ_SEED: values.seed, FUZZ_SWEEP: values.sweep };
process.exit(await runVitest('fuzz', ['--project', 'unit', 'test/fuzz'], env));
