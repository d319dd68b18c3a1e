import type { Interval } from '../../../contract/common.ts';

export const points = (number: string) => `${number} Pkt.`;
export const justNow = 'gerade eben';
const PER = {
  hour: 'pro Stunde',
  day: 'pro Tag',
  week: 'pro Woche',
  month: 'pro Monat',
} as const satisfies Partial<Record<Interval, string>>;
export const per = (interval: Interval) => PER[interval];
export const and = ' und ';
export const underASecond = 'unter einer Sekunde';
