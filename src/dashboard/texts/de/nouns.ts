import { type Forms, plural } from '../../format/plural.ts';

/** What is counted, in the form that goes with a number. */
const word = (forms: Forms) => (n: number) => plural(n, forms);

export const activities = word({ one: 'Aktivität', other: 'Aktivitäten' });
export const people = word({ one: 'Person', other: 'Personen' });
export const users = word({ one: 'Nutzer', other: 'Nutzer' });
export const referrals = word({ one: 'Empfehlung', other: 'Empfehlungen' });
export const transactions = word({ one: 'Transaktion', other: 'Transaktionen' });
export const shares = word({ one: 'Freigabe', other: 'Freigaben' });
export const likes = word({ one: 'Like', other: 'Likes' });
export const credits = word({ one: 'Credit', other: 'Credits' });
export const days = word({ one: 'Tag', other: 'Tage' });
export const weeks = word({ one: 'Woche', other: 'Wochen' });
export const rows = word({ one: 'Zeile', other: 'Zeilen' });
export const groups = word({ one: 'Gruppe', other: 'Gruppen' });
export const letters = word({ one: 'Eintrag', other: 'Einträge' });
export const entries = word({ one: 'Eintrag', other: 'Einträge' });
export const requests = word({ one: 'Anfrage', other: 'Anfragen' });

/** By the kind of a list. */
export const listed = { users, referrals, transactions, shares, likes, activities };
