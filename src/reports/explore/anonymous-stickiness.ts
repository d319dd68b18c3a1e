import type { Stickiness } from '../../contract/index.ts';
import { isFew } from '../anonymous/summary.ts';
import { MONTH, WEEK } from './ask-stickiness.ts';

type Numbers = Pick<Stickiness, 'days' | 'windows' | 'features'>;
type Day = Stickiness['days'][number];

/**
 * No number of one to four people, nor two whose difference is: who was there in a week and not on one of its days. Of two
 * the smaller is hidden.
 */
export function anonymousStickiness({ days, windows, features }: Numbers): Numbers {
  /** Hides what any of those that it is a part of would tell: they end up to so many days later. */
  const without =
    (part: 'daily' | 'weekly', whole: 'weekly' | 'monthly', later: number) =>
    (day: Day, i: number, all: readonly Day[]): Day =>
      all.slice(i, i + later + 1).some((each) => leavesFew(each[whole], day[part]))
        ? { ...day, [part]: null }
        : day;
  const shown = days
    .map((day) => ({ ...day, daily: told(day.daily), weekly: told(day.weekly), monthly: told(day.monthly) }))
    .map(without('weekly', 'monthly', MONTH - WEEK))
    .map(without('daily', 'weekly', WEEK - 1))
    .map(without('daily', 'monthly', MONTH - 1));
  const people = windows.at(-1)?.people ?? 0;
  return {
    days: shown.map((day) => ({
      ...day,
      share: day.daily === null || day.monthly === null ? null : day.share,
    })),
    windows: windows.map((window) => {
      const last = shown.find(({ day }) => day === window.last);
      // The same people: those of a week, or of a month.
      const same = window.on.length === WEEK ? last?.weekly : last?.monthly;
      return same === null || window.on.some((n) => isFew(n!)) ? unsaid(window) : window;
    }),
    features: features.map((each) =>
      isFew(people - each.people!) || each.on.some((n) => isFew(n!)) ? unsaid(each) : each,
    ),
  };
}

const told = (n: number | null): number | null => (isFew(n!) ? null : n);
const leavesFew = (whole: number | null, part: number | null): boolean =>
  whole !== null && part !== null && isFew(whole - part);

/** All of it: what is left would tell what isn't. */
const unsaid = <T extends Pick<Stickiness['features'][number], 'people' | 'on' | 'average'>>(each: T): T => ({
  ...each,
  people: null,
  on: each.on.map(() => null),
  average: null,
});
