import { expect, it, vi } from 'vitest';

// What the panel's dates ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { defaultCatalogue } from '../../../catalogue/index.ts';
import { auditQuery } from '../../../contract/families/audit/index.ts';

import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { activitiesQuery, rangeParams, usageQuery } from '../../../contract/query.ts';
import { parameterFacts, parameterWords } from './parameter-words.ts';

const c = {
  ...defaultCatalogue,
  details: [],
  metrics: {},
} as unknown as PanelCatalogue;
const said = (asked: Record<string, unknown> | null) => parameterWords(asked, c).join(', ');

it.each<[string, Record<string, unknown> | null]>([
  [
    'last 30 days, people searched for “ann”, sorted by smart captions',
    { sortBy: 'smartCaptionsGenerated', search: 'ann', period: '30days' },
  ],
  ['last 14 days', { period: '14d', sortOrder: 'desc', pageSize: 20, parts: ['users'], interval: 'day' }],
  ['sorted by counter of before', { sortBy: 'counterOfBefore' }],
  ['last day', { period: '1days' }],
  ['last 24 hours, page 3', { period: '24h', page: 3 }],
  ['this month, staff included', { period: 'month', excludeInternal: false }],
  ['all time, lowest first', { period: 'all', sortOrder: 'asc', page: 1 }],
  ['Sun, Mar 1, 2026 to Tue, Mar 3, 2026', { startDate: '2026-03-01', endDate: '2026-03-03' }],
  ['Sun, Mar 1, 2026', { startDate: '2026-03-01', endDate: '2026-03-01' }],
  ['since 2026-03-01 10:00Z', { startDate: '2026-03-01T10:00Z' }],
  [
    'last 7 days, Media gallery alone, grouped by theme and day, as CSV',
    { period: '7days', groupBy: ['theme', 'day'], feature: 'media_gallery', format: 'csv' },
  ],
  ['media type image', { details: { mediaType: 'image' } }],
  ['who looked at user-17, denied alone', { target: 'user-17', outcome: 'denied' }],
  ['ann@example.com, as viewer', { email: 'ann@example.com', role: 'viewer' }],
  [
    'last 30 days, activities fell to zero, last seen never, sorted by media uploaded, as it was before',
    {
      period: '30days',
      people: { activities: 'fell>=100%', lastSeen: 'never' },
      sortBy: 'mediaUploaded',
      sortAs: 'previous',
    },
  ],
  ['never heard of 5', { neverHeardOf: 5 }],
  ['', null],
])('says %s', (words, asked) => expect(said(asked)).toBe(words));

it('never says a parameter by its name, whatever an endpoint takes', () => {
  const names = [
    ...Object.keys(usageQuery(defaultCatalogue).shape),
    ...Object.keys(activitiesQuery(defaultCatalogue).shape),
    ...Object.keys(auditQuery().shape),
    ...Object.keys(rangeParams),
  ];
  for (const name of names.filter((each) => each !== 'details')) {
    const [fact] = parameterFacts({ [name]: 'x' }, c);
    expect(fact?.label).toMatch(/^[A-Z][a-z -]+$/);
    expect(said({ [name]: 'x' })).not.toMatch(/[a-z][A-Z]|=/);
  }
});
