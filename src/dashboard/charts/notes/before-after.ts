import type { RangeSearch } from '../../data/url/range.ts';

const DAY = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const shifted = (day: string, days: number) => new Date(at(day) + days * DAY).toISOString().slice(0, 10);

/** Four weeks less the day itself. */
const MOST = 27;

/**
 * As many whole days after a day as before it, without the day; null until one has passed since. From six on it is whole weeks
 * less that day, 6, 13, 20 or 27: then both sides touch it, and each day stands beside the same weekday.
 *
 * @param today the day that is under way
 * @example beforeAfter('2026-03-08', '2026-03-20') // 2026-03-09 to 14 against 2026-03-02 to 07
 */
export function beforeAfter(day: string, today: string): RangeSearch | null {
  const passed = Math.min((at(today) - at(day)) / DAY - 1, MOST);
  if (passed < 1) return null;
  const days = passed < 6 ? passed : Math.floor((passed + 1) / 7) * 7 - 1;
  return {
    startDate: shifted(day, 1),
    endDate: shifted(day, days),
    compare: 'custom',
    compareStartDate: shifted(day, -days),
  };
}
