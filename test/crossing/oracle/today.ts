import { Temporal } from 'temporal-polyfill';
import type { Params } from '../questions.ts';
import { activitiesIn, activitiesOfPeople, type Facts } from './matching.ts';
import { distinct } from './usage.ts';

const QUARTER = 900_000;
const DAY = 86_400_000;
const WEEKS = [1, 2, 3, 4, 5, 6];
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
  const last = Math.max(...activitiesIn(f, q, { start: -8e15, end: 8e15 }).map(({ at }) => at));
  const end = until.epochMilliseconds;
  // What is as silent as the time since the last activity, at most a day.
  const silent = { start: Math.min(end, Math.max(last, end - DAY)), end };
  const back = (ms: number, weeks: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(until.timeZoneId).subtract({ weeks })
      .epochMilliseconds;
  return {
    lastActivityAt: iso(last),
    sinceLast: {
      start: iso(silent.start),
      end: iso(silent.end),
      earlier: WEEKS.map((weeks) => ({ start: back(silent.start, weeks), end: back(silent.end, weeks) }))
        .filter(({ start }) => first < start)
        .map((span) => activitiesIn(f, q, span).length),
    },
    start: iso(today.start),
    end: iso(today.end),
    activities: activitiesIn(f, q, today).length,
    activeUsers: distinct(activitiesOfPeople(f, q, today).map(({ userId }) => userId)),
    earlier: WEEKS.map(part)
      .filter(({ start }) => first < start)
      .map((span) => ({
        start: iso(span.start),
        end: iso(span.end),
        activities: activitiesIn(f, q, span).length,
      })),
  };
}
