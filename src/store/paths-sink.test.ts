import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PathsQuestion } from './questions/paths.ts';
import { asked, bothAnswers, byKind, history, LENGTH, START, whole } from './testing/ordered.ts';

const STEPS = 4;

/** Often as long as it is between two activities. */
const span = fc.oneof(
  whole(1, 90),
  whole(1, 6).map((n) => n * 20),
);

const question: fc.Arbitrary<PathsQuestion> = fc
  .record({
    size: whole(1, 4),
    from: whole(0, LENGTH / 2),
    length: whole(1, LENGTH),
    window: fc.oneof(span, whole(1, LENGTH)),
    gap: fc.oneof({ weight: 3, arbitrary: span }, fc.constant(Number.POSITIVE_INFINITY)),
    before: fc.boolean(),
  })
  .chain(({ size, from, length, window, gap, before }) => {
    const begins = { start: START + from, end: START + from + length };
    const ofVisits = Number.isFinite(gap);
    const beside = ofVisits ? gap : 0;
    const anchors = byKind(fc.constantFrom(0, 0, 1)).map((list) => Uint8Array.from(list));
    return fc.record({
      sink: fc.constant('paths' as const),
      ...asked,
      span: fc.constant(
        before
          ? { start: begins.start - window - beside, end: begins.end + beside }
          : { start: begins.start - beside, end: begins.end + window },
      ),
      anchors: ofVisits ? fc.option(anchors) : anchors,
      nodes: byKind(whole(0, STEPS - 1)),
      width: fc.constant(STEPS),
      size: fc.constant(size),
      before: fc.constant(before),
      folds: fc.boolean(),
      every: fc.boolean(),
      gap: fc.constant(gap),
      window: fc.constant(window),
      begins: fc.constant(begins),
      now: whole(0, LENGTH + 200).map((at) => START + at),
      list: fc.option(
        fc.record({
          path: fc.array(whole(0, STEPS - 1), { maxLength: size }),
          next: fc.oneof(
            fc.constantFrom('any' as const, 'none' as const),
            fc
              .array(whole(0, 1), { minLength: STEPS, maxLength: STEPS })
              .map((list) => Uint8Array.from(list)),
          ),
        }),
      ),
    });
  });

const RUNS = Number(process.env.EXPLORE_RUNS ?? 2_000);

it(
  'ways are those that a look at visits and runs tells',
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
