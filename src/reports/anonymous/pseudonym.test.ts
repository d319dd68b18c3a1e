import { expect, it } from 'vitest';
import { pseudonym } from './pseudonym.ts';

const key = Buffer.alloc(32, 1);

it('is the same for the same user under a key, and tells nothing of the id', () => {
  const name = pseudonym(key, 'user-1');
  expect(name).toMatch(/^anon-[0-9a-v]{16}$/);
  expect(pseudonym(key, 'user-1')).toBe(name);
  expect(pseudonym(key, 'user-2')).not.toBe(name);
  expect(pseudonym(Buffer.alloc(32, 2), 'user-1')).not.toBe(name);
});
