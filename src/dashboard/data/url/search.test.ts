import { expect, it } from 'vitest';
import { rhythmSearch } from '../../views/explore/rhythm/question.ts';
import { whole } from './search.ts';

it.each([
  ['3', 1, 3],
  ['0', 1, undefined],
  ['0', 0, 0],
  ['-1', 0, undefined],
  ['', 0, undefined],
  [undefined, 0, undefined],
  ['1.5', 1, undefined],
])('of %j from %s on it takes %s', (n, least, taken) => expect(whole({ n }, 'n', least)).toBe(taken));

it('names the hour that begins at midnight', () => {
  expect(rhythmSearch({ weekday: '1', hour: '0' })).toEqual({ weekday: 1, hour: 0 });
});
