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
    { name: 'n', label: 'N', value: '0', bare: true },
  ]);
  expect(previewOf(lines)).toBe('Dark mode · image · a, b · N 0');
});

it('tells numbers by their units, or by what they are of', () => {
  const lines = detailLines(
    { sizeBytes: 3_238_594, captionLength: 1250, bytes: 12, ratio: 0.25, theme: 5 },
    c,
  );
  expect(lines).toEqual([
    { name: 'sizeBytes', label: 'Size', value: '3.2 MB', sent: '3238594' },
    { name: 'captionLength', label: 'Caption length', value: '1,250', sent: '1250', bare: true },
    { name: 'bytes', label: 'Bytes', value: '12 byte', sent: '12' },
    { name: 'ratio', label: 'Ratio', value: '0.25', bare: true },
    { name: 'theme', label: 'Theme', value: '5' },
  ]);
  expect(previewOf(lines)).toBe('3.2 MB · Caption length 1,250 · 12 byte · Ratio 0.25 · 5');
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
