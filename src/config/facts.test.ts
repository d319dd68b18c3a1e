import { expect, it } from 'vitest';
import { resolveConfig } from './resolve.ts';

const facts = (given: unknown) => () =>
  resolveConfig({ file: { facts: given as never }, filePath: 'c.ts' }).facts;

it('takes a SELECT for each relation, and says which there are', () => {
  const users = 'select id from public.users';
  expect(facts({ users })()).toEqual({ users });
  expect(facts(undefined)()).toBeUndefined();
  expect(facts(['users'])).toThrow('facts in c.ts takes an object of SELECTs: users, creditTransactions');
  expect(facts({ user: users })).toThrow(
    'facts.user in c.ts is unknown; accepted: users, creditTransactions',
  );
  expect(facts({ users: ' ' })).toThrow('facts.users in c.ts takes a SELECT as text');
});
