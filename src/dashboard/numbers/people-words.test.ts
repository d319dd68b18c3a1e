import { expect, it, vi } from 'vitest';

// What the panel's numbers and dates ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { defaultCatalogue } from '../../catalogue/index.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { personNames } from '../../contract/person-filter.ts';
import { personLabel, personWords } from './people-words.ts';

const c = defaultCatalogue as unknown as PanelCatalogue;

it.each([
  ['activities', 'fell>=100%', 'Activities fell to zero'],
  ['activities', '>=1,fell>=50%', 'Activities at least 1 and fell by at least 50 %'],
  ['mediaShared', '0', 'Media shared 0'],
  ['mediaShared', 'rose>1000', 'Media shared rose by more than 1,000'],
  ['byFeature.smart_captions', '<=3', 'Activities in Smart captions at most 3'],
  ['facts.payments', '>=1', 'Payments at least 1'],
  ['lastSeen', 'over:30days', 'Last seen more than 30 days ago'],
  ['lastSeen', 'before:2026-03-15', 'Last seen before Sun, Mar 15, 2026'],
  ['joined', 'range', 'Joined in the range'],
  ['joined', 'within:1d', 'Joined in the last 1 day'],
  ['internal', 'false', 'Staff and bots left out'],
  ['gone', 'whatever', 'gone whatever'],
])('%s=%s reads “%s”', (name, text, words) => expect(personWords(name, text, c)).toBe(words));

it('has a label for all that people can be listed by', () => {
  for (const name of personNames(c)) expect(personLabel(name, c)).toMatch(/^[A-Z][^.]*$/);
});
