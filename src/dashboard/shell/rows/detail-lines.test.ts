import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { detailLines, previewOf } from './detail-lines.ts';

const c = {
  breakdowns: { theme: { label: 'Theme', actions: [], values: { dark_mode: 'Dark mode', same: 'same' } } },
  persons: ['targetUserId'],
} as unknown as PanelCatalogue;

it('calls details and their declared values as the catalogue does, and knows who is a user', () => {
  const lines = detailLines(
    { theme: 'dark_mode', mediaType: 'image', targetUserId: 'u-1', subreddits: ['a', 'b'], odd: null, n: 0 },
    c,
  );
  expect(lines).toEqual([
    { name: 'theme', label: 'Theme', value: 'Dark mode', sent: 'dark_mode' },
    { name: 'mediaType', label: 'Media type', value: 'image' },
    { name: 'targetUserId', label: 'Target user id', value: 'u-1', person: true },
    { name: 'subreddits', label: 'Subreddits', value: 'a, b' },
    { name: 'n', label: 'N', value: '0' },
  ]);
  expect(previewOf(lines)).toBe('Dark mode · image · a, b · 0');
});

it.each([
  [{ theme: 'of our own' }, 'of our own'],
  [{ theme: 'constructor' }, 'constructor'],
  [{ theme: 'same' }, 'same'],
  [{ theme: ['dark_mode'] }, 'Dark mode'],
  ['plain', 'plain'],
  [[1, 2], '1, 2'],
])('shows %j as %s', (details, value) => expect(detailLines(details, c)[0]?.value).toBe(value));

it('has nothing to tell of none', () =>
  expect([detailLines(null, c), detailLines(undefined, c)]).toEqual([[], []]));
