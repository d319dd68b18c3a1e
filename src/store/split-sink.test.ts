import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBlock } from './block.ts';
import { INTERNAL, NOBODY, PERSON } from './numbers.ts';
import type { Answers, Source } from './question.ts';
import type { SplitQuestion } from './questions/split.ts';
import { RowsBuilder } from './rows.ts';
import { answerOf, type Told } from './testing/model.ts';
import { plainly } from './testing/plainly.ts';
import { walked } from './testing/walked.ts';

const START = Date.UTC(2026, 2, 28);
const LENGTH = 400;
const KINDS = 6;
const USERS = 4;

const whole = (min: number, max: number) => fc.integer({ min, max });
const row = fc.record({
  user: whole(0, USERS),
  at: whole(0, LENGTH - 1).map((at) => START + at),
  kind: whole(1, KINDS),
  n: fc.constantFrom(1, 1, 1, 7),
});
const byKind = (value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: KINDS + 1, maxLength: KINDS + 1 }).map((list) => Int32Array.from(list));

const question: fc.Arbitrary<SplitQuestion> = fc
  .record({
    from: whole(0, LENGTH / 2),
    length: whole(1, LENGTH),
    cuts: fc.array(whole(1, LENGTH), { maxLength: 9 }),
  })
  .chain(({ from, length, cuts }) => {
    const inside = [...new Set([0, ...cuts.filter((at) => at < length)])].sort((a, b) => a - b);
    const times = Float64Array.from([...inside, length], (at) => START + from + at);
    return fc.record({
      sink: fc.constant('split' as const),
      span: fc.constant({ start: START + from, end: START + from + length }),
      places: fc.constantFrom(null, Int32Array.from([-1, 0, -1, 1, 2])),
      internal: byKind(whole(0, 1)).map((list) => Uint8Array.from(list)),
      weights: byKind(fc.constantFrom(0, 1, 1, 2)),
      times: fc.constant(times),
      // Days follow each other, each of a stretch or two.
      days: fc.constant(Int32Array.from(inside, (_, i) => i >> 1)),
      cells: fc
        .array(whole(0, 3), { minLength: inside.length, maxLength: inside.length })
        .map((list) => Int32Array.from(list)),
      cellCount: fc.constant(4),
      groupings: fc.array(
        byKind(whole(0, 2)).map((groups) => ({ groups, size: 3 })),
        { maxLength: 3 },
      ),
    });
  });

const NONE = new RowsBuilder().done();
function sourceOf(rows: readonly Told[], name: string): Source {
  const builder = new RowsBuilder();
  for (const { user, at, kind, n } of rows) builder.add(user, at, kind, n);
  const start = Math.min(...rows.map(({ at }) => at));
  const { signal, kept } = rows[0]!;
  const lane = builder.done();
  const encoded = encodeBlock(
    { start, activities: signal ? NONE : lane, signals: signal ? lane : NONE },
    () => false,
  );
  return { ...encoded, name, start, end: Math.max(...rows.map(({ at }) => at)) + 1, kept };
}

it('a sum falls into parts, and each day of a user is one event of them', () => {
  let made = 0;
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60, size: 'max' }),
      fc.boolean(),
      fc.array(whole(1, LENGTH), { maxLength: 5 }),
      fc.array(fc.constantFrom(PERSON, PERSON, INTERNAL, NOBODY), { minLength: USERS, maxLength: USERS }),
      question,
      fc.constantFrom(undefined, { bytes: 60, users: 1, stride: 1 }, { bytes: 8, users: 2, stride: 2 }),
      (rows, signal, cuts, marks, q, group) => {
        const mask = Uint8Array.from([PERSON, ...marks]);
        const at = [0, ...cuts.sort((a, b) => a - b), LENGTH].map((each) => START + each);
        const parts = at
          .map((start, i) =>
            rows
              .filter((each) => each.at >= start && each.at < at[i + 1]!)
              // What is kept of erased users counts for nobody.
              .map((each): Told => ({ ...each, kept: i % 2 === 1, signal })),
          )
          .filter(({ length }) => length > 0);
        const sources = parts.map((part) => sourceOf(part, `of a split, ${++made}`));
        const sum = (numbers: Float64Array) => numbers.reduce((all, n) => all + n, 0);
        for (const [answer] of walked({ questions: [q], sources, mask }, group) as [Answers['split']][]) {
          expect(plainly(q, answer)).toEqual(answerOf(q, parts.flat(), mask));
          const total = sum(answer.sums) + answer.nobody.sum;
          for (const each of [...answer.groupings, answer.cells]) expect(sum(each.sums)).toBe(total);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
