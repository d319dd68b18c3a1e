import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Sparkline } from './sparkline.tsx';

const lineOf = (values: (number | null)[]) =>
  /<path d="([^"]*)" fill="none"/.exec(renderToStaticMarkup(<Sparkline values={values} />))?.[1];

it('goes on past what is not told, which is no zero', () => {
  expect(lineOf([4, 2, 4])).toBe('M0.00,2.00L50.00,14.00L100.00,2.00');
  expect(lineOf([4, null, 4])).toBe('M0.00,2.00L100.00,2.00');
  expect(lineOf([null, 4, 4])).toBe('M50.00,2.00L100.00,2.00');
  expect(lineOf([null, null])).toBeUndefined();
});
