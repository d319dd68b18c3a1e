import { Temporal } from 'temporal-polyfill';
import type { Params } from '../questions.ts';
import { activitiesIn, activitiesOfPeople, type Facts } from './matching.ts';
import { distinct } from './usage.ts';

const QUARTER = 900_000;
const iso = (at: number) => new Date(at).toISOString();

/** Today up to the last full quarter of an hour, beside the same part of the same weekday in six weeks before. */
export function todayOf(f: Facts, q: Params) {
  const { now, zone, activities } = f.world;
  const until = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(now / QUARTER) * QUARTER,
  ).toZonedDateTimeISO(q.timezone ?? zone);
  const part = (weeks: number) => {
    const end = until.subtract({ weeks });
    return {
      start: end.startOfDay().epochMilliseconds,
      end: Math.floor(end.epochMilliseconds / QUARTER) * QUARTER,
    };
  };
  const today = part(0);
  const first = Math.min(...activities.map(({ at }) => at));
  return {
    start: iso(today.start),
    end: iso(today.end),
    activities: activitiesIn(f, q, today).length,
    activeUsers: distinct(activitiesOfPeople(f, q, today).map(({ userId }) => userId)),
    earlier: [1, 2, 3, 4, 5, 6]
      .map(part)
      .filter(({ start }) => first < start)
      .map((span) => ({
        start: iso(span.start),
        end: iso(span.end),
        activities: activitiesIn(f, q, span).length,
      })),
  };
}
