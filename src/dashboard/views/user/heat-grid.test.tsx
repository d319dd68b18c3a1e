import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';

// What the panel's formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { gridWidth, HeatGrid } from './heat-grid.tsx';
import { heatDays } from './heat-map-days.ts';

/** As wide as the widest name of a month is drawn, in pixels. */
const NAME = 30;

it.each(['2026-09-01', '2026-09-07', '2026-09-08', '2026-09-14', '2026-08-31'])(
  'has room for the name of every month in a year that ends on %s',
  (last) => {
    const days = heatDays([], last);
    const width = gridWidth(days);
    const drawn = renderToStaticMarkup(<HeatGrid days={days} />);
    const names = [...drawn.matchAll(/<text x="(\d+)"( text-anchor="end")? y="11"/g)];
    expect(names.length).toBeGreaterThanOrEqual(12);
    for (const [, x, toTheLeft] of names)
      expect(Number(x) + (toTheLeft ? 0 : NAME)).toBeLessThanOrEqual(width);
  },
);
