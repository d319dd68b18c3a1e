import { expect, it, vi } from 'vitest';
import { dayVerdict, verdict } from './verdict.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const at = '2026-03-16T00:00:00.000Z';
const day = (activities: number, earlier: number[], end = '2026-03-16T14:30:00.000Z') =>
  dayVerdict({
    start: at,
    end,
    activities,
    earlier: earlier.map((n) => ({ start: at, end, activities: n })),
  });

it('calls usual what lies among the weeks before', () => {
  expect(day(312, [290, 350, 301, 333, 322, 310])).toEqual({ kind: 'usual', low: 280, high: 352, weeks: 6 });
  expect(day(353, [290, 350, 301, 333, 322, 310]).kind).toBe('more');
  expect(day(279, [290, 350, 301, 333, 322, 310]).kind).toBe('less');
});

it('allows for chance where the weeks were alike', () => {
  expect(day(90, [100, 100, 100])).toEqual({ kind: 'usual', low: 80, high: 120, weeks: 3 });
  expect(day(79, [100, 100, 100]).kind).toBe('less');
  expect(day(0, [16, 16, 25])).toEqual({ kind: 'less', low: 8, high: 25, weeks: 3 });
});

it('says when it can not tell', () => {
  expect(day(500, [10, 12])).toMatchObject({ kind: 'unknown', weeks: 2 });
  expect(day(500, []).kind).toBe('unknown');
  expect(day(0, [0, 1, 0]).kind).toBe('early');
  expect(day(0, [900, 900, 900], at).kind).toBe('early');
  // Nothing was usual, and now there is something.
  expect(day(40, [0, 0, 0]).kind).toBe('more');
});

it('puts a change in words', () => {
  expect(verdict(5, 0)).toBe('no data for the comparison period');
  expect(verdict(100, 100)).toBe('about as much as before (100)');
  expect(verdict(150, 100)).toBe('50% more than before (100)');
  expect(verdict(50, 100)).toBe('50% less than before (100)');
});
