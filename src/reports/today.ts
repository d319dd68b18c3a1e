import type { Today, TodayQuery } from '../contract/index.ts';
import { DAY, QUARTER } from '../db/milliseconds.ts';
import { beginningOf, lastActivity } from './beginning.ts';
import type { ReportContext } from './context.ts';
import { metaOf, readOf } from './meta.ts';
import { activeIn } from './people/people.ts';
import { local, type Span, startOf } from './range/local-time.ts';
import { LISTED, resolveRange } from './range/period.ts';
import { at, read } from './read/reader.ts';
import { resolveScope } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { kindsIn, visitKinds } from './totals/usage-totals.ts';

/** How many weeks back are looked at. */
const WEEKS = 6;

/**
 * GET /today: what happened today up to the last full quarter of an hour, beside the same part of the same
 * weekday in the weeks before; and since when nothing happens, beside what does in such a time.
 *
 * @throws BadRequest for an unknown zone
 */
export function run(ctx: ReportContext, query: TodayQuery): Promise<Today> {
  return read(ctx, async (r) => {
    const timezone = query.timezone ?? ctx.zone;
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const until = Math.floor(ctx.now / QUARTER) * QUARTER;
    const first = await beginningOf(r, scope, ['activity']);
    const last = await lastActivity(r, scope);
    const today = partOfDay(until, timezone, 0);
    const silent = { start: Math.min(until, Math.max(last ?? until, until - DAY)), end: until };
    const known = ({ start }: Span) => first !== null && first < start;
    const past = weeksBefore((n) => partOfDay(until, timezone, n)).filter(known);
    const silentPast = weeksBefore((n) => shifted(silent, timezone, n)).filter(known);
    const v = await look(r, scope, [today, ...past, ...silentPast], { asked: query, counts: 'activities' });
    const weeks = await kept(v, past);
    const silentWeeks = await kept(v, silentPast);
    const [now = 0, ...before] = await activitiesIn(v, [today, ...weeks, ...silentWeeks]);
    const people = now === 0 ? 0 : await activeIn(v, today);
    const range = resolveRange({ period: 'today', timezone, ...LISTED }, { now: ctx.now, zone: ctx.zone });
    return {
      start: at(today.start),
      end: at(today.end),
      activities: now,
      activeUsers: people,
      earlier: weeks.map((week, i) => ({
        start: at(week.start),
        end: at(week.end),
        activities: before[i]!,
      })),
      lastActivityAt: last === null ? null : at(last),
      sinceLast: { start: at(silent.start), end: at(silent.end), earlier: before.slice(weeks.length) },
      meta: metaOf(ctx, range, { filters: scope.echo, ...readOf(v) }),
    };
  });
}

/** From the day's first instant to the same local time, some weeks ago. */
function partOfDay(until: number, zone: string, weeksBack: number): Span {
  const end = local(until, zone).subtract({ weeks: weeksBack });
  const start = startOf(end.toPlainDate(), zone);
  return { start, end: Math.max(start, Math.floor(end.epochMilliseconds / QUARTER) * QUARTER) };
}

/** Those that can be answered: retention may have removed what they need. */
async function kept(v: Seen, spans: readonly Span[]): Promise<Span[]> {
  const found: Span[] = [];
  for (const span of spans)
    await v.unlessRemoved('earlier', async () => {
      await v.check(span);
      found.push(span);
    });
  return found;
}

const weeksBefore = (span: (weeksBack: number) => Span): Span[] =>
  Array.from({ length: WEEKS }, (_, i) => span(i + 1));

/** The same local times, some weeks ago. */
function shifted({ start, end }: Span, zone: string, weeksBack: number): Span {
  const back = (instant: number) => local(instant, zone).subtract({ weeks: weeksBack }).epochMilliseconds;
  return { start: back(start), end: Math.max(back(start), back(end)) };
}

/** Everybody's activities in each span; none in one that has only begun. */
async function activitiesIn(v: Seen, spans: readonly Span[]): Promise<number[]> {
  const counts = spans.map(() => 0);
  const open = spans.flatMap((span, i) => (span.start < span.end ? [{ span, i }] : []));
  const answers = await v.walk(open.map(({ span }) => kindsIn(v, [span])));
  answers.forEach((answer, k) => {
    visitKinds(v, answer, (kind, _, n) => {
      if (kind.signal === '') counts[open[k]!.i]! += n;
    });
  });
  return counts;
}
