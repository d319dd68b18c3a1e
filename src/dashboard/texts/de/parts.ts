import { plural } from '../../format/plural.ts';

export const wrongAttribute = (n: number) =>
  plural(n, { one: 'Ein Attribut wird nicht angenommen', other: 'Einige Attribute werden nicht angenommen' });
export const takes = (accepted: string) => `möglich: ${accepted}`;
export const takesWhole = (min: number, max: number) => `möglich: eine ganze Zahl von ${min} bis ${max}`;
export const notSignedIn = 'Nicht angemeldet';
export const signInAgain = 'Wieder anmelden, dann diese Seite neu laden.';
export const tooFewPeople = 'wird nicht genannt, da es so wenige Personen betrifft';
export const takesUserId = 'möglich: die Kennung einer Person';
export const totalActivityInRange = 'Gesamtaktivität, im Zeitraum';
