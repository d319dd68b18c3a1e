import { describe, expect, it } from 'vitest';
import type { SplitParts } from '../../../store/questions/split.ts';
import { apart } from './chance.ts';
import type { NamedCut, Pair } from './cuts.ts';
import { judge, type Whole } from './judge.ts';
import { rank } from './rank.ts';

/** What one user did in a day: how much of each kind. */
type Event = readonly number[];
type Ranges = Pair<readonly Event[]>;
const sum = (list: readonly number[]) => list.reduce((all, n) => all + n, 0);

const wholeOf = ([before, after]: Ranges): Whole => ({
  before: sum(before.flat()),
  after: sum(after.flat()),
  squares: sum([...before, ...after].map((event) => sum(event) ** 2)),
});

/** By kind: the name of the part that it is of. */
function cutOf(dimension: string, names: readonly string[], ranges: Ranges): NamedCut {
  const keys = [...new Set(names)];
  const parts = Int32Array.from(names, (name) => keys.indexOf(name));
  const [before, after] = ranges.map((events): SplitParts => {
    const of = (event: Event, part: number) => sum(event.filter((_, kind) => parts[kind] === part));
    const over = (add: (event: Event, part: number) => number) =>
      Float64Array.from(keys, (_, part) => sum(events.map((event) => add(event, part))));
    return {
      sums: over(of),
      squares: over((event, part) => of(event, part) ** 2),
      products: over((event, part) => of(event, part) * sum(event)),
    };
  }) as unknown as Pair<SplitParts>;
  const made = { of: 'kinds' as const, parts: [parts, parts] as const };
  return { dimension, size: keys.length, key: (part) => keys[part]!, made, before, after };
}

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const first = (cuts: readonly NamedCut[], ranges: Ranges) => {
  const [{ cut, judged, explains } = { cut: undefined, judged: undefined, explains: false }] = rank(
    cuts,
    wholeOf(ranges),
  );
  return explains ? `${cut!.dimension}: ${judged!.named.map((part) => cut!.key(part)).join(', ')}` : null;
};

describe('how improbable it is that two sets of rows fell differently by chance', () => {
  it('is −ln of the chance, and a little less than that at most', () => {
    // 10,000 events each, of which two times, three times, four times what is usual more went into one range.
    for (const [z, chance] of [
      [2, 0.0455],
      [3, 0.0027],
      [4, 0.0000633],
    ] as const) {
      const more = (z * 100) / Math.SQRT2 / 2;
      const of = (off: number) => ({ before: 5_000 - off, after: 5_000 + off, own: 10_000 });
      const told = apart(of(more), of(-more), 0);
      expect(told).toBeLessThanOrEqual(-Math.log(chance) + 0.02);
      expect(told).toBeGreaterThan(-Math.log(chance) - 0.05);
    }
  });

  it('is more where each event has something of both, so that chance moves both alike', () => {
    const [a, b] = [
      { before: 400, after: 600, own: 20_000 },
      { before: 500, after: 500, own: 20_000 },
    ];
    expect(apart(a, b, 0)).toBeLessThan(1.5);
    expect(apart(a, b, 19_500)).toBeGreaterThan(10);
  });

  it('is nothing for one burst, however large', () => {
    const burst = { before: 0, after: 5_000, own: 5_000 ** 2 };
    expect(apart(burst, { before: 500, after: 500, own: 1_000 }, 0)).toBeLessThan(1.5);
  });
});

describe('what choosing a part costs', () => {
  it('is nothing for one of two, since either says the same', () => {
    const ranges: Ranges = [
      times(90, (i) => (i < 50 ? [1, 0] : [0, 1])),
      times(70, (i) => (i < 20 ? [1, 0] : [0, 1])),
    ];
    const cut = cutOf('account', ['new', 'returning'], ranges);
    const { score, named } = judge(cut, wholeOf(ranges));
    const rows = (before: number, after: number) => ({ before, after, own: before + after });
    expect(score).toBeCloseTo(apart(rows(50, 20), rows(40, 50), 0), 9);
    expect(named).toEqual([0]);
  });

  it('is little for who did much, among many who did little', () => {
    const one = (kind: number): Event => times(61, (i) => Number(i === kind));
    const few = times(300, (i) => one((i % 60) + 1));
    const ranges: Ranges = [
      [...times(300, () => one(0)), ...few],
      [...times(200, () => one(0)), ...few],
    ];
    const { score, named } = judge(cutOf('user', times(61, String), ranges), wholeOf(ranges));
    const rows = (before: number, after: number) => ({ before, after, own: before + after });
    expect(named).toEqual([0]);
    // It did 500 of 1,100.
    expect(score).toBeCloseTo(apart(rows(300, 200), rows(300, 300), 0) - Math.log(1_100 / 500), 9);
  });
});

it('names what carries the difference, not what alone stayed as it was', () => {
  // A commit each, of files that are changed, and of some that are added in bursts.
  const event = (i: number, more: number): Event => [1, (3 + (i % 5)) * more, i % 20 === 0 ? 60 : i % 4];
  const ranges: Ranges = [times(200, (i) => event(i, 1)), times(200, (i) => event(i, 3))];
  const cut = cutOf('action', ['commit', 'modified', 'added'], ranges);
  expect(first([cut], ranges)).toBe('action: modified');
});

it('names nothing that only grew less than a part which carries little', () => {
  // Half of what has no theme more than before, and ten times of what has one.
  const of = (n: number, theme: number): Event[] => [
    ...times(n, () => [1, 0]),
    ...times(theme, () => [0, 1]),
  ];
  const ranges: Ranges = [of(2_000, 40), of(3_000, 400)];
  expect(first([cutOf('theme', ['(none)', 'beta'], ranges)], ranges)).toBe(null);
});

describe('of a cause within another', () => {
  /** Commits, and files that are changed, added and deleted in them: what was of each, so many times. */
  const made = (changed: number, others: number): Ranges =>
    [1, 0].map((before) =>
      times(150, (i): Event => {
        const factor = (n: number) => (before ? 1 : n);
        return [
          1 + (i % 2),
          (8 + (i % 7)) * factor(changed),
          (i % 3) * factor(others),
          (i % 2) * factor(others),
        ];
      }),
    ) as unknown as Ranges;
  const cuts = (ranges: Ranges) => [
    cutOf('feature', ['changes', 'files', 'files', 'files'], ranges),
    cutOf('action', ['commit', 'changed', 'added', 'deleted'], ranges),
  ];

  it('the narrower is named where the rest of the wider stayed as it was', () => {
    const ranges = made(2, 1);
    expect(first(cuts(ranges), ranges)).toBe('action: changed');
    expect(first(cuts(ranges).reverse(), ranges)).toBe('action: changed');
  });

  it('the wider is named where the rest of it went along', () => {
    const ranges = made(2, 2);
    expect(first(cuts(ranges), ranges)).toBe('feature: files');
    expect(first(cuts(ranges).reverse(), ranges)).toBe('feature: files');
  });

  it('the narrower is not where it explains nothing, being chosen by what it would explain', () => {
    const ranges = made(2, 1);
    const [feature, action] = cuts(ranges) as [NamedCut, NamedCut];
    expect(first([feature, { ...action, explainsNothing: true }], ranges)).toBe('feature: files');
  });

  it('several parts do not stand for one', () => {
    const ranges = made(2, 2);
    const [feature, action] = cuts(ranges) as [NamedCut, NamedCut];
    // As fine as can be: what is left of it is nothing that fell.
    const narrow = cutOf('kind', ['commit', 'changed', 'added', 'other'], ranges);
    expect(first([narrow, feature, action], ranges)).toBe('feature: files');
  });

  it('one person is named in place of all who are as they are, where the others stayed as they were', () => {
    const of = (user: number, n: number): Event => times(24, (i) => (i === user ? n : 0));
    const day = (factor: number, i: number) => [
      of(0, 6 * factor),
      ...times(8, (k) => of(1 + ((i + k) % 8), 1)),
      ...times(10, (k) => of(9 + ((i + k) % 15), 1)),
    ];
    const ranges: Ranges = [times(60, (i) => day(1, i)).flat(), times(60, (i) => day(0.2, i)).flat()];
    const account = cutOf(
      'account',
      times(24, (i) => (i < 9 ? 'returning' : 'new')),
      ranges,
    );
    const user = cutOf('user', times(24, String), ranges);
    expect(first([account, user], ranges)).toBe('user: 0');
    const all = ranges.map((events, side) =>
      events.map((event) => event.map((n, i) => (side && i > 0 && i < 9 ? n * 0.2 : n))),
    ) as unknown as Ranges;
    const both = [
      cutOf(
        'account',
        times(24, (i) => (i < 9 ? 'returning' : 'new')),
        all,
      ),
      cutOf('user', times(24, String), all),
    ];
    expect(first(both, all)).toBe('account: returning');
  });
});
