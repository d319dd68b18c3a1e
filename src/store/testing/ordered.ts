import fc from 'fast-check';
import { encodeBlock } from '../block.ts';
import { INTERNAL, NOBODY, PERSON } from '../numbers.ts';
import type { Question, Source } from '../question.ts';
import { RowsBuilder } from '../rows.ts';
import { answerOf, type Told } from './model.ts';
import { plainly } from './plainly.ts';
import { walked } from './walked.ts';

/** What a few people did close together, so that many activities share an instant, cut into sources. */
export const START = Date.UTC(2026, 2, 28);
export const LENGTH = 400;
export const KINDS = 7;
const USERS = 4;

export const whole = (min: number, max: number) => fc.integer({ min, max });
export const byKind = (value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: KINDS + 1, maxLength: KINDS + 1 }).map((list) => Int32Array.from(list));
const flags = (value: fc.Arbitrary<number>) => byKind(value).map((list) => Uint8Array.from(list));

/** What questions about an order share. */
export const asked = {
  places: fc.constantFrom(null, Int32Array.from([-1, 0, -1, 1, 2])),
  internal: fc.option(flags(whole(0, 1))),
  passes: flags(fc.constantFrom(1, 1, 1, 0)),
  // Kinds that differ are never of one rank.
  ranks: fc
    .shuffledSubarray(
      Array.from({ length: KINDS + 1 }, (_, i) => i),
      { minLength: KINDS + 1 },
    )
    .map((list) => Int32Array.from(list)),
};

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

export const history = fc.record({
  rows: fc.array(row, { maxLength: 50, size: 'max' }),
  kept: fc.array(row, { maxLength: 4 }),
  signals: fc.array(row, { maxLength: 4 }),
  cuts: fc.array(whole(1, LENGTH), { maxLength: 5 }),
  /** Who is told of together. */
  group: fc.constantFrom(undefined, { bytes: 500, users: 1, stride: 1 }, { bytes: 8, users: 2, stride: 2 }),
  marks: fc.array(fc.constantFrom(PERSON, PERSON, INTERNAL, NOBODY), { minLength: USERS, maxLength: USERS }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** What the sink answers, however it is walked, and what a look at every row does. */
export function bothAnswers(
  q: Question,
  { rows, kept, signals, cuts, group, marks }: History,
): [unknown, unknown] {
  const mask = Uint8Array.from([PERSON, ...marks]);
  const at = [0, ...cuts.toSorted((a, b) => a - b), LENGTH].map((each) => START + each);
  const plain = { n: 1, kept: false, signal: false };
  const parts = [
    ...at.map((start, i): Told[] =>
      rows.filter((each) => each.at >= start && each.at < at[i + 1]!).map((each) => ({ ...each, ...plain })),
    ),
    kept.map((each): Told => ({ ...each, ...plain, kept: true, n: 3 })),
    signals.map((each): Told => ({ ...each, ...plain, signal: true, n: 2 })),
  ].filter(({ length }) => length > 0);
  const expected = answerOf(q, parts.flat(), mask);
  const answers = walked({ questions: [q], sources: parts.map(sourceOf), mask }, group);
  return [answers.map(([answer]) => plainly(q, answer)), answers.map(() => expected)];
}

const builtOf = (rows: readonly Told[]) => {
  const builder = new RowsBuilder();
  for (const { user, at, kind, n } of rows) builder.add(user, at, kind, n);
  return builder.done();
};
const NONE = new RowsBuilder().done();
let made = 0;

function sourceOf(rows: readonly Told[]): Source {
  const signal = rows[0]!.signal;
  const start = Math.min(...rows.map(({ at }) => at));
  const { data, totals } = encodeBlock(
    { start, activities: signal ? NONE : builtOf(rows), signals: signal ? builtOf(rows) : NONE },
    () => false,
  );
  const end = Math.max(...rows.map(({ at }) => at)) + 1;
  return { name: `in order, ${++made}`, start, end, kept: rows[0]!.kept, data, totals };
}
