import { expect, it } from 'vitest';
import { localeFor } from './language.ts';

it.each([
  ['de-AT', 'de-AT'],
  ['de', 'de'],
  ['en-GB', 'en-GB'],
  ['fr-CH', 'en-CH'],
  ['pl', 'en-PL'],
  ['de-DE-u-nu-arab', 'de-DE'],
  ['', 'en'],
  ['no such tag', 'en'],
])('speaks for %s in %s', (tag, locale) => {
  expect(`${localeFor(tag, ['en', 'de'])}`).toBe(locale);
});
