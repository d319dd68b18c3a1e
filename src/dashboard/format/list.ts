import * as texts from '#texts/format.ts';
import { LOCALE } from './locale.ts';

const or = new Intl.ListFormat(LOCALE, { type: 'disjunction' });

/** `a, b and c`. */
export const allOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}${texts.and}${words.at(-1)}`;

/** `a, b, or c`. */
export const anyOf = (words: readonly string[]): string => or.format(words);
