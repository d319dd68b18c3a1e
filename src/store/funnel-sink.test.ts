import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FunnelQuestion } from './questions/funnel.ts';
import { asked, bothAnswers, byKind, history, LENGTH, START, whole } from './testing/ordered.ts';

const bits = (size: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, whole(0, 2 ** size - 1));
const question: fc.Arbitrary<FunnelQuestion> = fc
  .record({ size: whole(2, 5), from: whole(0, LENGTH / 2), length: whole(1, LENGTH), window: whole(1, 150) })
  .chain(({ size, from, length, window }) => {
    const start = START + from;
    const cuts = fc.array(whole(1, length), { maxLength: 3 }).map((inside) => {
      const at = [...new Set([0, ...inside, length])].sort((a, b) => a - b);
      return at.slice(0, -1).map((each, i) => ({ start: start + each, end: start + at[i + 1]! }));
    });
    const some = fc.tuple(cuts, whole(0, 2)).map(([all, gone]) => all.filter((_, i) => i !== gone));
    const one = fc.oneof({ weight: 2, arbitrary: whole(0, size - 1).map((i) => 1 << i) }, bits(size));
    return fc.record({
      sink: fc.constant('funnel' as const),
      span: fc.constant({ start, end: start + length + window }),
      ...asked,
      steps: byKind(one),
      excluded: byKind(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, bits(size - 1))),
      size: fc.constant(size),
      order: fc.constantFrom('sequence' as const, 'strict' as const, 'any' as const),
      every: fc.boolean(),
      window: fc.constant(window),
      begins: fc.constant({ start, end: start + length }),
      buckets: some,
      groups: byKind(whole(0, 1)),
      groupCount: fc.constant(2),
      now: whole(0, LENGTH + 200).map((at) => START + at),
      list: fc.option(
        fc.record({ from: whole(1, 2), to: whole(2, size), group: fc.constantFrom(null, 0, 1) }),
      ),
    });
  });

const RUNS = Number(process.env.EXPLORE_RUNS ?? 2_000);

it(
  'a funnel counts what a look at every chain of activities counts',
  () => {
    fc.assert(
      fc.property(history, question, (told, q) => {
        const [answer, plain] = bothAnswers(q, told);
        expect(answer).toEqual(plain);
      }),
      { numRuns: RUNS },
    );
  },
  90_000 + RUNS * 20,
);
