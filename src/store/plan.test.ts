import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../db/milliseconds.ts';
import { cutGap, MOST, type Piece, type Plan, planMonth } from './plan.ts';

const START = Date.UTC(2026, 2, 1);
const QUARTER = HOUR / 4;
const day = (i: number) => START + i * DAY;

it('cuts a gap into days, and a full day into hours and quarters', () => {
  const busy = day(1) + 3 * HOUR;
  const cut = cutGap(
    { start: START + HOUR, end: day(3) },
    new Map([
      [day(0), 5],
      [day(1), MOST + 10],
    ]),
    new Map([
      [busy, MOST],
      [busy + QUARTER, 9],
      [day(1), 1],
    ]),
  );
  expect(cut[0]).toEqual({ start: START + HOUR, end: day(1), n: 5, built: false });
  expect(cut.at(-1)).toEqual({ start: day(2), end: day(3), n: 0, built: false });
  expect(cut.length).toBe(1 + 23 + 4 + 1);
  expect(cut.filter(({ n }) => n > 0).map(({ start, end, n }) => [start, end - start, n])).toEqual([
    [START + HOUR, 23 * HOUR, 5],
    [day(1), HOUR, 1],
    [busy, QUARTER, MOST],
    [busy + QUARTER, QUARTER, 9],
  ]);
});

it('joins small blocks of finished days, and leaves half full ones and those of today alone', () => {
  const built = (from: number, to: number, n: number) => ({ start: day(from), end: day(to), n, built: true });
  const gap = (from: number, to: number, n: number) => ({ ...built(from, to, n), built: false });
  expect(planMonth([built(0, 1, 10), built(1, 2, 20), built(2, 3, MOST / 2)], day(4))).toEqual([
    { start: day(0), end: day(2), n: 30, merges: true },
  ]);
  expect(planMonth([built(0, 1, 10), gap(1, 2, 20), gap(2, 3, MOST)], day(4))).toEqual([
    { start: day(0), end: day(2), n: 30, merges: false },
    { start: day(2), end: day(3), n: MOST, merges: false },
  ]);
  const hours = [4, 5, 6].map((h) => ({ start: day(3) + h * HOUR, end: day(3) + (h + 1) * HOUR, n: 1 }));
  expect(
    planMonth(
      hours.map((hour) => ({ ...hour, built: true })),
      day(3),
    ),
  ).toEqual([]);
});

const END = Date.UTC(2026, 3, 1);

type Counts = ReadonlyMap<number, number>;

/** A month's log by quarter of an hour: from sparse to quarters that alone are more than a block may hold. */
const month: fc.Arbitrary<Counts> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 31 * 96 - 1 }), fc.integer({ min: 1, max: 20_000 })), {
      maxLength: 300,
      size: 'max',
    }),
    fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 31 * 96 - 1 }),
        fc.constantFrom(31_999, 32_000, 60_000, MOST, MOST + 1),
      ),
      { maxLength: 8, size: 'max' },
    ),
  )
  .map(([some, heavy]) => new Map([...some, ...heavy].map(([i, n]) => [START + i * QUARTER, n])));
/** Its first so many hours are over. */
const hours = fc.integer({ min: 1, max: 31 * 24 });

const held = (counts: Counts, start: number, end: number) =>
  [...counts].reduce((sum, [at, n]) => sum + (at >= start && at < end ? n : 0), 0);

/** Activities of a gap by the first instant of their day. */
function byDay(counts: Counts, start: number, end: number): Map<number, number> {
  const days = new Map<number, number>();
  for (const [at, n] of counts) {
    const day = Math.floor(at / DAY) * DAY;
    if (at >= start && at < end) days.set(day, (days.get(day) ?? 0) + n);
  }
  return days;
}

/** What the builder lays before `planMonth`. */
function piecesOf(blocks: readonly Plan[], counts: Counts, frontier: number): Piece[] {
  const pieces: Piece[] = [];
  let at = START;
  for (const { start, end, n } of [...blocks, { start: frontier, end: frontier, n: 0 }]) {
    if (start > at) pieces.push(...cutGap({ start: at, end: start }, byDay(counts, at, start), counts));
    if (end > start) pieces.push({ start, end, n, built: true });
    at = end;
  }
  return pieces;
}
const todayAt = (frontier: number) => Math.floor(frontier / DAY) * DAY;
const plansFor = (blocks: readonly Plan[], counts: Counts, frontier: number) =>
  planMonth(piecesOf(blocks, counts, frontier), todayAt(frontier));
/** The blocks that there are once some plans were carried out. */
const built = (blocks: readonly Plan[], plans: readonly Plan[]): Plan[] =>
  [
    ...blocks.filter(({ start, end }) => !plans.some((plan) => plan.start <= start && plan.end >= end)),
    ...plans,
  ].sort((a, b) => a.start - b.start);

describe('planning a month', () => {
  it('covers it up to the frontier, nothing twice, each block within its bounds and its day', () => {
    fc.assert(
      fc.property(month, hours, (counts, over) => {
        const frontier = START + over * HOUR;
        const plans = plansFor([], counts, frontier);
        let at = START;
        for (const { start, end, n } of plans) {
          expect(start).toBe(at);
          expect(n).toBe(held(counts, start, end));
          if (end - start > QUARTER) expect(n).toBeLessThanOrEqual(MOST);
          expect([start % QUARTER, end % QUARTER]).toEqual([0, 0]);
          // Today's stay apart from what is over.
          expect(start < todayAt(frontier) && end > todayAt(frontier)).toBe(false);
          at = end;
        }
        expect(at).toBe(Math.min(frontier, END));
      }),
    );
  });

  it('plans nothing over what it planned', () => {
    fc.assert(
      fc.property(month, hours, (counts, over) => {
        const frontier = START + over * HOUR;
        expect(plansFor(plansFor([], counts, frontier), counts, frontier)).toEqual([]);
      }),
    );
  });

  it('comes to rest as hours go by, and then has few blocks', () => {
    fc.assert(
      fc.property(month, fc.array(hours, { minLength: 2, maxLength: 12 }), (counts, moments) => {
        let blocks: Plan[] = [];
        for (const over of [...moments, 31 * 24].sort((a, b) => a - b)) {
          const frontier = START + over * HOUR;
          const plans = plansFor(blocks, counts, frontier);
          // A block is joined whole or left alone.
          for (const plan of plans)
            for (const { start, end } of blocks)
              expect(plan.start < end && plan.end > start && !(plan.start <= start && plan.end >= end)).toBe(
                false,
              );
          blocks = built(blocks, plans);
          expect(plansFor(blocks, counts, frontier)).toEqual([]);
        }
        expect(blocks[0]!.start).toBe(START);
        expect(blocks.at(-1)!.end).toBe(END);
        for (const [i, { start, end, n }] of blocks.entries()) {
          if (i > 0) expect(start).toBe(blocks[i - 1]!.end);
          if (end - start > QUARTER) expect(n).toBeLessThanOrEqual(MOST);
          const before = i > 0 ? blocks[i - 1]! : null;
          // Two small neighbours would have been one.
          if (before && before.end <= todayAt(END) && n < MOST / 2 && before.n < MOST / 2)
            expect(n + before.n).toBeGreaterThan(MOST);
        }
      }),
    );
  });

  it('plans the block of a late activity again, and no other', () => {
    fc.assert(
      fc.property(month, hours, fc.integer({ min: 0, max: 31 * 96 - 1 }), (counts, over, quarter) => {
        const frontier = START + over * HOUR;
        const blocks = plansFor([], counts, frontier);
        const late = START + quarter * QUARTER;
        fc.pre(late < frontier);
        const own = blocks.find(({ start, end }) => late >= start && late < end)!;
        // One more than a block may hold cuts it anew, and then a part of it may go to a small neighbour.
        fc.pre(own.n < MOST);
        const more = new Map([...counts, [late, (counts.get(late) ?? 0) + 1]]);
        const left = blocks.filter((block) => block !== own);
        expect(plansFor(left, more, frontier)).toEqual([{ ...own, n: own.n + 1 }]);
      }),
    );
  });

  it('joins the hours of a day that is over, and says that this only joins', () => {
    const counts = new Map(Array.from({ length: 24 }, (_, i) => [START + i * HOUR, 100]));
    let blocks: Plan[] = [];
    for (let hour = 1; hour <= 23; hour++)
      blocks = built(blocks, plansFor(blocks, counts, START + hour * HOUR));
    expect(blocks).toHaveLength(23);
    blocks = built(blocks, plansFor(blocks, counts, START + DAY));
    expect(blocks).toEqual([{ start: START, end: START + DAY, n: 2_400, merges: false }]);
    const hourly = Array.from(
      { length: 24 },
      (_, i): Plan => ({
        start: START + i * HOUR,
        end: START + (i + 1) * HOUR,
        n: 100,
        merges: false,
      }),
    );
    expect(plansFor(hourly, counts, START + DAY)).toEqual([
      { start: START, end: START + DAY, n: 2_400, merges: true },
    ]);
  });
});
