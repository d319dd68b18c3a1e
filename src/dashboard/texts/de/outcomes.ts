import { plural } from '../../format/plural.ts';

export const toldApartBy = 'Unterschieden nach';
export const whatCounts = 'Was zählt';
export const untilNow = 'Bis jetzt';
export const withinDays = (n: number, days: string) =>
  `Innerhalb von ${days} ${plural(n, { one: 'Tag', other: 'Tagen' })}`;
export const weekOf = (day: string) => `Woche ab ${day}`;
