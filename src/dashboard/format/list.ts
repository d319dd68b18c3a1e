import { LOCALE } from './locale.ts';

const or = new Intl.ListFormat(LOCALE, { type: 'disjunction' });

/** `a, b, or c`. */
export const anyOf = (words: readonly string[]): string => or.format(words);
