import { expect, it } from 'vitest';
import { type RangeSearch, rangeQuery, spanQuery } from './range.ts';

it.each<[RangeSearch, string | undefined]>([
  [{}, undefined],
  [{ period: '7days' }, 'weekday'],
  [{ period: '28d' }, 'weekday'],
  [{ period: 'week' }, 'weekday'],
  [{ period: 'last_week' }, 'weekday'],
  [{ period: 'last_month' }, undefined],
  [{ period: '8days' }, undefined],
  [{ period: '168h' }, undefined],
  [{ period: 'month' }, undefined],
  [{ period: 'month', compare: 'previous_year' }, 'weekday'],
  [{ startDate: '2026-03-02', endDate: '2026-03-15' }, 'weekday'],
  [{ startDate: '2026-03-02', endDate: '2026-03-14' }, undefined],
  [{ startDate: '2026-03-02' }, undefined],
  [{ period: '7days', compare: 'none' }, undefined],
])('%j is compared on the same weekday: %s', (search, align) => {
  expect(rangeQuery(search).align).toBe(align);
  expect(spanQuery({ ...search, compare: 'previous_year' })).not.toHaveProperty('compare');
});
