import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRenewal } from './renewal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SECOND = 1_000;

function started(renew: () => Promise<boolean> = async () => true) {
  const began = Date.now();
  const at: number[] = [];
  let behind = false;
  const renewal = createRenewal({
    gather: 2.5 * SECOND,
    every: 30 * SECOND,
    late: 60 * SECOND,
    renew: () => {
      at.push((Date.now() - began) / SECOND);
      return renew();
    },
    onBehind: (is) => {
      behind = is;
    },
  });
  return { renewal, at, behind: () => behind };
}

/** News every `step` milliseconds for `seconds`. */
async function traffic(renewal: { news(): void }, seconds: number, step: number) {
  for (let t = 0; t < seconds * SECOND; t += step) {
    renewal.news();
    await vi.advanceTimersByTimeAsync(step);
  }
}

it.each([200, 600, 2_000, 7_000])('renews every 30 seconds under news every %i ms', async (step) => {
  const { renewal, at, behind } = started();
  await traffic(renewal, 600, step);
  expect(at[0]).toBe(2.5);
  const gaps = at.slice(1).map((each, i) => each - at[i]!);
  expect(gaps.length).toBeGreaterThan(10);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60);
  expect(behind()).toBe(false);
});

it('asks for nothing while nothing comes, and gathers what comes at once', async () => {
  const { renewal, at } = started();
  await vi.advanceTimersByTimeAsync(600 * SECOND);
  expect(at).toEqual([]);
  for (let i = 0; i < 50; i++) renewal.news();
  await vi.advanceTimersByTimeAsync(600 * SECOND);
  expect(at).toEqual([602.5]);
});

it('is behind after a minute of news without numbers, and tries on', async () => {
  let answers = false;
  const { renewal, at, behind } = started(async () => answers);
  renewal.news();
  await vi.advanceTimersByTimeAsync(59 * SECOND);
  expect(behind()).toBe(false);
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  expect(behind()).toBe(true);
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(behind()).toBe(true);
  answers = true;
  await vi.advanceTimersByTimeAsync(30 * SECOND);
  expect(behind()).toBe(false);
  const before = at.length;
  await vi.advanceTimersByTimeAsync(300 * SECOND);
  expect(at).toHaveLength(before);
});

it('counts what came while it was asking as not yet in the numbers', async () => {
  let answer: (renewed: boolean) => void = () => undefined;
  const { renewal, at } = started(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  renewal.news();
  await vi.advanceTimersByTimeAsync(3 * SECOND);
  renewal.news();
  answer(true);
  await vi.advanceTimersByTimeAsync(40 * SECOND);
  expect(at).toEqual([2.5, 32.5]);
});

it('is behind while an answer is long in coming', async () => {
  const { renewal, behind } = started(() => new Promise(() => undefined));
  renewal.news();
  await vi.advanceTimersByTimeAsync(70 * SECOND);
  expect(behind()).toBe(true);
});

it('asks no more once stopped', async () => {
  const { renewal, at } = started();
  renewal.news();
  renewal.stop();
  await vi.advanceTimersByTimeAsync(300 * SECOND);
  expect(at).toEqual([]);
});
