import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Metric } from './react.ts';

const Overview = ({ metric, live }: { metric: Metric; live: boolean }) => (
  <>
    <joip-number metric={metric} period="7days" compare="none" live={live} className="wide" />
    <joip-top-users limit={3} user-href="/people/{id}" />
  </>
);

it('is typed for React', () => {
  expect(renderToStaticMarkup(<Overview metric="revenue" live />)).toBe(
    '<joip-number metric="revenue" period="7days" compare="none" live="" class="wide"></joip-number><joip-top-users limit="3" user-href="/people/{id}"></joip-top-users>',
  );
  // Compiled, never drawn.
  const wrong = () => [
    // @ts-expect-error there is no such number
    <joip-number key="1" metric="users" />,
    // @ts-expect-error a number has to be named
    <joip-number key="2" period="7days" />,
    // @ts-expect-error nothing else is compared with
    <joip-number key="3" metric="revenue" compare="never" />,
  ];
  expect(wrong).toBeTypeOf('function');
});
