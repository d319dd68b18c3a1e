import { expect, it } from 'vitest';
import { defaultCatalogue } from './default.ts';
import { defineCatalogue } from './define.ts';

it('refuses a breakdown of a detail that names persons, and says what to do', () => {
  const breakdowns = {
    ...defaultCatalogue.breakdowns,
    targetUserId: { label: 'Managed', actions: ['user_updated'], values: {} },
  };
  expect(() => defineCatalogue({ ...defaultCatalogue, breakdowns })).toThrow(
    /breakdown "targetUserId" is a detail that names persons \(distinct usersManaged\).*take it out of breakdowns, and filter reports by details.targetUserId instead/,
  );
  const { distinct: _, ...withoutPersons } = defaultCatalogue;
  expect(defineCatalogue({ ...withoutPersons, breakdowns }).breakdowns).toEqual(breakdowns);
});
