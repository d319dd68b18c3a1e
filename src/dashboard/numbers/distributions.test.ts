import { expect, it } from 'vitest';
import { distributionsOf } from './distributions.ts';

const value = (name: string, count: number) => ({ value: name, label: name.toUpperCase(), count });

it('adds up what several features break down by', () => {
  expect(
    distributionsOf([
      { distributions: { topic: [value('fix', 5), value('docs', 4)] } },
      { distributions: { topic: [value('docs', 3), value('wip', 0)], type: [value('ts', 1)] } },
    ]),
  ).toEqual([
    ['topic', [value('docs', 7), value('fix', 5), value('wip', 0)]],
    ['type', [value('ts', 1)]],
  ]);
  expect(distributionsOf([{ distributions: {} }])).toEqual([]);
});
