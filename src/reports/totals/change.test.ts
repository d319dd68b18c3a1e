import { expect, it } from 'vitest';
import { change } from './change.ts';

const cases = [
  [150, 100, 50, 50, 'up'],
  [50, 100, -50, -50, 'down'],
  [100, 50, 50, 100, 'up'],
  [100, 100, 0, 0, 'flat'],
  [0, 0, 0, 0, 'flat'],
  [5, 0, 5, null, 'up'],
  [-5, 0, -5, null, 'down'],
  [0, 5, -5, -100, 'down'],
  [50, -100, 150, 150, 'up'],
  [-150, -100, -50, -50, 'down'],
  [-50, -100, 50, 50, 'up'],
  [1, 3, -2, (-2 / 3) * 100, 'down'],
] as const;

it.each(cases)('change(%d, %d)', (current, previous, difference, changePercent, direction) => {
  expect(change(current, previous)).toEqual({
    current,
    previous,
    change: difference,
    changePercent,
    direction,
  });
});
