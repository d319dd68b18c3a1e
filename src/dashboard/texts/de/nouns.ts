import { plural } from '../../format/plural.ts';

/* What is counted, in the form that goes with a number. */

export const activities = (n: number) => plural(n, { one: 'Aktivität', other: 'Aktivitäten' });
export const people = (n: number) => plural(n, { one: 'Person', other: 'Personen' });
export const users = (n: number) => plural(n, { one: 'Nutzer', other: 'Nutzer' });
export const referrals = (n: number) => plural(n, { one: 'Empfehlung', other: 'Empfehlungen' });
export const transactions = (n: number) => plural(n, { one: 'Transaktion', other: 'Transaktionen' });
export const shares = (n: number) => plural(n, { one: 'Freigabe', other: 'Freigaben' });
export const likes = (n: number) => plural(n, { one: 'Like', other: 'Likes' });
export const rows = (n: number) => plural(n, { one: 'Zeile', other: 'Zeilen' });
export const requests = (n: number) => plural(n, { one: 'Anfrage', other: 'Anfragen' });
export const letters = (n: number) => plural(n, { one: 'Eintrag', other: 'Einträge' });
export const entries = (n: number) => plural(n, { one: 'Eintrag', other: 'Einträge' });
export const moreWeeks = (n: number) => plural(n, { one: 'weiteren Woche', other: 'weiteren Wochen' });

/** By the kind of a list. */
export const listed = { users, referrals, transactions, shares, likes, activities };
