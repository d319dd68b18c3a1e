import { plural } from '../../format/plural.ts';

export const title = (label: string) => `${label}: Woran liegt’s?`;
export const compared = (after: string, before: string) => `${after}, verglichen mit ${before}`;
export const cause = (named: string, difference: string, others: string) =>
  `${named} von ${difference}; alles andere ${others}.`;
export const and = ' und ';
export const nothing = 'Nichts Bestimmtes.';
export const same = 'Beide sind gleich.';
export const usual = (n: string) => `Ein Unterschied bis ${n} nach oben oder unten ist üblich.`;
export const shared = 'Der Unterschied ist größer als üblich, und alle Teile haben daran Anteil.';
export const hidden = 'Diese Zahl betrifft weniger als fünf Personen oder würde so wenige verraten.';
export const explains = 'Erklärt es';
export const others = (n: number, count: string) =>
  `${count} ${plural(n, { one: 'weiterer', other: 'weitere' })}`;
export const part = 'Teil';
export const before = 'Zuvor';
export const after = 'Danach';
export const change = 'Änderung';
export const none = 'Ohne';
export const erased = 'Gelöschte Personen';
export const account: Readonly<Record<string, string>> = {
  new: 'Neue Personen',
  returning: 'Wiederkehrende',
};
export const paid: Readonly<Record<string, string>> = {
  before: 'Hatten bezahlt',
  notYet: 'Hatten noch nicht bezahlt',
};
export const dimensions: Readonly<Record<string, string>> = {
  feature: 'Funktion',
  action: 'Aktion',
  hour: 'Stunde des Tages',
  weekday: 'Wochentag',
  account: 'Neue und wiederkehrende Personen',
  referralCode: 'Empfehlungscode',
  paid: 'Vor dem Zeitraum bezahlt oder nicht',
  mostUsed: 'Meistgenutzte Funktion',
  user: 'Einzelne Personen',
};
export const how =
  'Jede Liste ergibt zusammen den Unterschied. Was mit wenig am meisten erklärt, steht zuerst.';
export const theSplits = 'die Aufteilungen';
export const soFar = 'Der Zeitraum läuft noch: Beide sind bis zum gleichen Punkt gezählt.';
export const segment = (name: string) => `Segment: ${name}`;
export const outside = 'Alle anderen';
export const sideOf = (part: string, side: string, count: string) => `${part}, ${side}: ${count}`;
export const whoHasAny = 'Alle, die im Zeitraum davon etwas haben, die meisten zuerst.';
