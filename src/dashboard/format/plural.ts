import { LOCALE } from './locale.ts';

/** What a language says of some number of things; `other` is what it says of any that has no form of its own. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const rules = new Intl.PluralRules(LOCALE);

/** The word that goes with a number. @example plural(1, { one: 'user', other: 'users' }) // user */
export const plural = (n: number, forms: Forms): string => forms[rules.select(n)] ?? forms.other;
