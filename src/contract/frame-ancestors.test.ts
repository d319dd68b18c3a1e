import { expect, it } from 'vitest';
import { isFrameAncestor } from './frame-ancestors.ts';

it.each([
  'self',
  'https://admin.example.com',
  'https://*.example.com',
  'https://admin.example.com:8443',
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  'http://[::1]:3000',
])('takes %s', (item) => expect(isFrameAncestor(item)).toBe(true));

it.each([
  '*',
  "'self'",
  'none',
  'https:',
  'https://*',
  'https://*.com',
  'http://admin.example.com',
  'https://admin.example.com/',
  'https://admin.example.com; script-src *',
  'https://a.example.com https://b.example.com',
  '',
  null,
  7,
])("doesn't take %s", (item) => expect(isFrameAncestor(item)).toBe(false));
