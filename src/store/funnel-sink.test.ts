import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBlock } from './block.ts';
import { INTERNAL, NOBODY, PERSON } from './numbers.ts';
import type { FunnelQuestion, Source } from './question.ts';
import { RowsBuilder } from './rows.ts';
import { finish } from './steps.ts';
import { answerOf, type Told } from './testing/model.ts';
import { plainly } from './testing/plainly.ts';
import { walk } from './walk.ts';

const START = Date.UTC(2026, 2, 28);
const LENGTH = 400;
const KINDS = 7;
const USERS = 4;

const whole = (min: number, max: number) => fc.integer({ min, max });
/** Close together, so that many share an instant. */
const row = fc.record({
  user: whole(1, USERS),
  at: fc
    .oneof(
      whole(0, LENGTH - 1),
      whole(0, 19).map((at) => at * 20),
    )
    .map((at) => START + at),
  kind: whole(1, KINDS),
});
const bits = (size: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, whole(0, 2 ** size - 1));
const byKind = (value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: KINDS + 1, maxLength: KINDS + 1 }).map((list) => Int32Array.from(list));

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
      places: fc.constantFrom(null, Int32Array.from([-1, 0, -1, 1, 2])),
      internal: fc.option(byKind(whole(0, 1)).map((list) => Uint8Array.from(list))),
      passes: byKind(fc.constantFrom(1, 1, 1, 0)).map((list) => Uint8Array.from(list)),
      steps: byKind(one),
      excluded: byKind(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, bits(size - 1))),
      // Kinds that differ are never of one rank.
      ranks: fc
        .shuffledSubarray(
          Array.from({ length: KINDS + 1 }, (_, i) => i),
          { minLength: KINDS + 1 },
        )
        .map((list) => Int32Array.from(list)),
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

const builtOf = (rows: readonly Told[]) => {
  const builder = new RowsBuilder();
  for (const { user, at, kind, n } of rows) builder.add(user, at, kind, n);
  return builder.done();
};
const NONE = new RowsBuilder().done();

function sourceOf(rows: readonly Told[], name: string): Source {
  const { start, end, data, totals } = (() => {
    const signal = rows[0]!.signal;
    const from = Math.min(...rows.map(({ at }) => at));
    const encoded = encodeBlock(
      {
        start: from,
        activities: signal ? NONE : builtOf(rows),
        signals: signal ? builtOf(rows) : NONE,
      },
      () => false,
    );
    return { ...encoded, start: from, end: Math.max(...rows.map(({ at }) => at)) + 1 };
  })();
  return { name, start, end, kept: rows[0]!.kept, data, totals };
}

const RUNS = Number(process.env.EXPLORE_RUNS ?? 2_000);

it(
  'a funnel counts what a look at every chain of activities counts',
  () => {
    let made = 0;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 50, size: 'max' }),
        fc.array(row, { maxLength: 4 }),
        fc.array(row, { maxLength: 4 }),
        fc.array(whole(1, LENGTH), { maxLength: 5 }),
        fc.array(fc.constantFrom(PERSON, PERSON, INTERNAL, NOBODY), { minLength: USERS, maxLength: USERS }),
        question,
        (rows, kept, signals, cuts, marks, q) => {
          const mask = Uint8Array.from([PERSON, ...marks]);
          const at = [0, ...cuts.sort((a, b) => a - b), LENGTH].map((each) => START + each);
          const plain = { n: 1, kept: false, signal: false };
          const parts = [
            ...at.map((start, i): Told[] =>
              rows
                .filter((each) => each.at >= start && each.at < at[i + 1]!)
                .map((each) => ({ ...each, ...plain })),
            ),
            kept.map((each): Told => ({ ...each, ...plain, kept: true, n: 3 })),
            signals.map((each): Told => ({ ...each, ...plain, signal: true, n: 2 })),
          ].filter(({ length }) => length > 0);
          const sources = parts.map((part) => sourceOf(part, `of a funnel, ${++made}`));
          const [answer] = finish(walk({ questions: [q], sources, mask }));
          expect(plainly(q, answer)).toEqual(answerOf(q, parts.flat(), mask));
        },
      ),
      { numRuns: RUNS },
    );
  },
  90_000 + RUNS * 20,
);
