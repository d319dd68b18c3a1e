import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeBlock } from './block.ts';
import { INTERNAL, NOBODY, NOBODY_INTERNAL, PERSON } from './numbers.ts';
import type { Question, Source } from './question.ts';
import { BEGINNERS, type FirstUseQuestion } from './questions/first-use.ts';
import { LIFECYCLE, type LifecycleQuestion } from './questions/lifecycle.ts';
import type { RetentionQuestion } from './questions/retention.ts';
import type { RhythmQuestion } from './questions/rhythm.ts';
import type { StickinessQuestion } from './questions/stickiness.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import type { Stretch } from './stretch.ts';
import { answerOf, markOf, type Told } from './testing/model.ts';
import { plainly } from './testing/plainly.ts';
import { walked } from './testing/walked.ts';

const QUARTER = 900_000;
const START = Date.UTC(2026, 1, 27);
const QUARTERS = 40;
const KINDS = 6;
const USERS = 9;

const whole = (min: number, max: number) => fc.integer({ min, max });
/** On a quarter of an hour, beside one, or anywhere. */
const instant = fc
  .tuple(whole(0, QUARTERS - 1), fc.oneof(fc.constantFrom(0, 0, 1, QUARTER - 1), whole(0, QUARTER - 1)))
  .map(([quarter, ms]) => START + quarter * QUARTER + ms);
const bound = fc.oneof(
  instant,
  whole(0, QUARTERS).map((quarter) => START + quarter * QUARTER),
);

const row = fc.record({
  // Without a row of `users`; everybody; one who is newer than the mask.
  user: whole(0, USERS),
  at: instant,
  kind: whole(1, KINDS),
  n: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, whole(2, 300)),
});

/** Several sources, which may overlap as what is kept and the tail do, each with rows of its own. */
const sources = fc.array(
  fc.record({
    kept: fc.boolean(),
    rows: fc.array(row, { minLength: 1, maxLength: 40, size: 'max' }),
    signals: fc.array(row, { maxLength: 6 }),
  }),
  { maxLength: 5, size: 'max' },
);

const mask = fc
  .array(fc.constantFrom(PERSON, PERSON, PERSON, INTERNAL, NOBODY, NOBODY_INTERNAL), {
    minLength: USERS - 1,
    maxLength: USERS - 1,
  })
  .map((marks) => Uint8Array.from([PERSON, ...marks]));

const stretch = fc
  .tuple(bound, bound)
  .map(([a, b]): Stretch => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
/** Ascending inside of a span, with gaps here and there. */
const within = (span: Stretch) =>
  fc.array(fc.tuple(bound, fc.boolean()), { maxLength: 8, size: 'max' }).map((cuts) => {
    const inside = cuts.filter(([at]) => at > span.start && at < span.end);
    const at = [...new Set([span.start, ...inside.map(([at]) => at), span.end])].sort((a, b) => a - b);
    const all = at.slice(0, -1).map((start, i) => ({ start, end: at[i + 1]! }));
    return all.filter((_, i) => inside[i]?.[1] ?? true);
  });
const places = fc.option(
  fc
    .tuple(fc.shuffledSubarray(Array.from({ length: USERS + 1 }, (_, i) => i)), whole(1, USERS + 1))
    .map(([order, length]) => {
      const table = new Int32Array(length).fill(-1);
      order.forEach((no, place) => {
        if (no < length) table[no] = place;
      });
      return table;
    }),
);
/** Shorter than the kinds where some are newer than the question. */
const byKind = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: 3, maxLength: KINDS + 1 });
const flags = byKind(whole(0, 1)).map((list) => Uint8Array.from(list));

/** Of every kind. */
const wholeFlags = fc
  .array(whole(0, 1), { minLength: KINDS + 1, maxLength: KINDS + 1 })
  .map((list) => Uint8Array.from(list));

/** Two or more, ascending: the span may begin between them, or before. */
const instants = (most: number) =>
  fc
    .array(bound, { minLength: 2, maxLength: most, size: 'max' })
    .map((at) => Float64Array.from([...new Set(at)].sort((a, b) => a - b)))
    .filter((at) => at.length >= 2);

/** Periods that begin within the span or before it, cohorts among them, and a cell to list. */
const retention = (asked: {
  span: fc.Arbitrary<Stretch>;
  places: typeof places;
}): fc.Arbitrary<RetentionQuestion> =>
  instants(9).chain((periods) => {
    const count = periods.length - 1;
    return whole(1, count).chain((cohorts) =>
      fc.record({
        ...asked,
        sink: fc.constant('retention' as const),
        internal: fc.option(flags),
        starts: fc.option(wholeFlags),
        returns: fc.option(wholeFlags),
        periods: fc.constant(periods),
        cohorts: fc.constant(cohorts),
        first: fc.boolean(),
        by: fc.boolean(),
        list: fc.option(
          whole(0, cohorts - 1).chain((cohort) =>
            fc.record({ cohort: fc.constant(cohort), n: whole(0, count - 1 - cohort), came: fc.boolean() }),
          ),
        ),
      }),
    );
  });

const lifecycle = (asked: {
  span: fc.Arbitrary<Stretch>;
  places: typeof places;
}): fc.Arbitrary<LifecycleQuestion> =>
  instants(9).chain((periods) =>
    fc.record({
      ...asked,
      sink: fc.constant('lifecycle' as const),
      internal: fc.option(flags),
      passes: fc.option(flags),
      periods: fc.constant(periods),
      list: fc.option(fc.record({ period: whole(1, periods.length), state: fc.constantFrom(...LIFECYCLE) })),
    }),
  );

const stickiness = (asked: {
  span: fc.Arbitrary<Stretch>;
  places: typeof places;
}): fc.Arbitrary<StickinessQuestion> =>
  instants(12).chain((days) =>
    fc.record({
      ...asked,
      sink: fc.constant('stickiness' as const),
      internal: fc.option(flags),
      passes: fc.option(flags),
      days: fc.constant(days),
      lengths: fc.array(whole(1, 5), { maxLength: 3 }),
      of: whole(1, 4),
      from: whole(0, days.length - 1),
      list: fc.option(
        fc.record({
          start: whole(0, 4),
          end: whole(1, days.length),
          least: whole(1, 3),
          most: whole(1, 4),
        }),
      ),
    }),
  );

const rhythm = (asked: {
  span: fc.Arbitrary<Stretch>;
  places: typeof places;
}): fc.Arbitrary<RhythmQuestion> =>
  instants(20).chain((times) =>
    fc.record({
      ...asked,
      sink: fc.constant('rhythm' as const),
      internal: fc.option(flags),
      passes: fc.option(flags),
      times: fc.constant(times),
      cells: fc
        .array(whole(-1, 9), { minLength: times.length - 1, maxLength: times.length - 1 })
        .map((cells) => Int32Array.from(cells)),
      cellCount: fc.constant(10),
      list: fc.option(fc.record({ cell: whole(0, 9) })),
    }),
  );

const firstUse = (asked: {
  span: fc.Arbitrary<Stretch>;
  places: typeof places;
}): fc.Arbitrary<FirstUseQuestion> =>
  instants(16)
    .filter((days) => days.length >= 3)
    .chain((days) =>
      fc.record({
        ...asked,
        sink: fc.constant('firstUse' as const),
        internal: fc.option(flags),
        passes: fc.option(flags),
        groups: byKind(whole(-1, 3)).map((list) => Int32Array.from(list)),
        groupCount: fc.constant(4),
        begins: fc.option(
          fc
            .array(fc.oneof(bound, fc.constant(Number.NaN)), { minLength: USERS + 2, maxLength: USERS + 2 })
            .map((at) => Float64Array.from(at)),
        ),
        days: fc.constant(days),
        length: whole(1, Math.min(4, days.length - 2)),
        now: bound,
        list: fc.option(
          fc.record({
            group: fc.option(whole(-1, 3)),
            by: fc.constantFrom('first' as const, 'used' as const),
            state: fc.option(fc.constantFrom(...BEGINNERS)),
          }),
        ),
      }),
    );

const question: fc.Arbitrary<Question> = stretch.chain((span) => {
  const asked = { span: fc.constant(span), places };
  const grouped = {
    ...asked,
    buckets: within(span),
    groups: byKind(whole(-1, 2)).map((list) => Int32Array.from(list)),
  };
  const sink = <T extends string>(name: T) => fc.constant(name);
  return fc.oneof(
    fc.record({
      ...asked,
      sink: sink('people'),
      internal: fc.option(flags),
      passes: flags,
      weights: fc.array(
        byKind(whole(-1, 3)).map((list) => Int32Array.from(list)),
        { maxLength: 3 },
      ),
      last: fc.boolean(),
      days: fc
        .array(bound, { minLength: 2, maxLength: 20, size: 'max' })
        .map((at) => Float64Array.from([...new Set(at)].sort((a, b) => a - b))),
    }),
    fc.record({ ...grouped, sink: sink('totals'), size: fc.constant(3) }),
    fc.record({
      ...asked,
      sink: sink('distinct'),
      internal: fc.option(flags),
      buckets: within(span),
      passes: fc.option(flags),
    }),
    fc.record({ ...grouped, sink: sink('cells'), byUser: fc.boolean() }),
    retention(asked),
    lifecycle(asked),
    stickiness(asked),
    rhythm(asked),
    firstUse(asked),
    fc.record({
      ...grouped,
      sink: sink('crowds'),
      staff: fc.array(whole(0, 1), { minLength: 3, maxLength: 3 }).map((list) => Uint8Array.from(list)),
    }),
  );
});

const rowsOf = (list: readonly Told[]): Rows => {
  const builder = new RowsBuilder();
  for (const { user, at, kind, n } of list) builder.add(user, at, kind, n);
  return builder.done();
};

function sourceOf(rows: readonly Told[], who: Uint8Array): Source {
  const start = Math.floor(Math.min(...rows.map(({ at }) => at)) / QUARTER) * QUARTER;
  const end = Math.floor(Math.max(...rows.map(({ at }) => at)) / QUARTER) * QUARTER + QUARTER;
  const encode = (some: readonly Told[]) =>
    encodeBlock(
      {
        start,
        activities: rowsOf(some.filter(({ signal }) => !signal)),
        signals: rowsOf(some.filter(({ signal }) => signal)),
      },
      (no) => ((who[no] ?? 0) & 1) === 1,
    );
  // Erasing takes a user out of the totals at once, out of the rows later.
  const { totals } = encode(rows.filter((each) => markOf(each, who) !== null));
  return {
    name: `of the test, ${++sourcesMade}`,
    start,
    end,
    kept: rows[0]!.kept,
    data: encode(rows).data,
    totals,
  };
}
/** Of some parts of its time alone, which don't touch: now and then of none. */
const partly = (asked: fc.Arbitrary<Question>): fc.Arbitrary<Question> =>
  fc
    .tuple(asked, fc.option(fc.array(bound, { maxLength: 10, size: 'max' }), { freq: 3 }))
    .map(([q, cuts]) => {
      if (!cuts) return q;
      const at = [...new Set(cuts)].sort((a, b) => a - b);
      const only = at.flatMap((start, i) =>
        i % 2 === 0 && i + 1 < at.length ? [{ start, end: at[i + 1]! }] : [],
      );
      return { ...q, only };
    });

let sourcesMade = 0;

it('each sink answers what a look at every row answers', () => {
  fc.assert(
    fc.property(
      sources,
      mask,
      fc.array(partly(question), { minLength: 1, maxLength: 4 }),
      (parts, who, questions) => {
        const told = parts.map(({ kept, rows, signals }) => [
          ...rows.map((each): Told => ({ ...each, kept, signal: false })),
          ...signals.map((each): Told => ({ ...each, kept, signal: true })),
        ]);
        const sources = told.map((rows) => sourceOf(rows, who));
        // And again, by what is kept of the first time, of a few users after others.
        for (const group of [undefined, { bytes: 24, users: 1, stride: 1 }]) {
          for (const answers of walked({ questions, sources, mask: who }, group))
            for (const [i, q] of questions.entries())
              expect(plainly(q, answers[i])).toEqual(answerOf(q, told.flat(), who));
        }
      },
    ),
    { numRuns: 1_500 },
  );
});
