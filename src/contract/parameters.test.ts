import { expect, it } from 'vitest';
import { defaultCatalogue, defineCatalogue } from '../catalogue/index.ts';
import { activityFilters, rangeParams } from './query.ts';

const { fingerprint: _, ...plain } = defaultCatalogue;
const named = (name: string) => () =>
  defineCatalogue({
    ...plain,
    breakdowns: { ...plain.breakdowns, [name]: { label: 'X', actions: [], values: {} } },
  });

it('no breakdown hides a filter or the range of reports', () => {
  const filters = Object.keys(activityFilters({ ...defaultCatalogue, breakdowns: {} }));
  expect(filters).toContain('weekday');
  for (const name of [...filters, ...Object.keys(rangeParams)])
    expect(named(name), name).toThrow(`breakdown "${name}" is a parameter of every report already`);
  expect(named('mood')).not.toThrow();
});
