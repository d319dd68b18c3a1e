import { plural } from '../../format/plural.ts';

export const toldApartBy = 'Told apart by';
export const whatCounts = 'What counts';
export const untilNow = 'Until now';
export const withinDays = (n: number, days: string) =>
  `Within ${days} ${plural(n, { one: 'day', other: 'days' })}`;
export const weekOf = (day: string) => `Week of ${day}`;
