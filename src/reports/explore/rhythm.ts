import type { Profile, Rhythm, RhythmCell, RhythmPeopleQuery, RhythmQuery } from '../../contract/index.ts';
import { HOUR } from '../../db/milliseconds.ts';
import type { RhythmQuestion } from '../../store/questions/rhythm.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder } from '../people/profiles.ts';
import { HOURS_OF_WEEK, type Times, timesOf } from '../range/hours-of-week.ts';
import { type ReportReader, read } from '../read/reader.ts';
import { whoseOf } from '../read/seen.ts';
import { anonymousRhythm } from './anonymous-rhythm.ts';
import { openQuestion, passesOf } from './asked.ts';

type Asked = Omit<RhythmQuery, 'anonymize' | 'format' | 'columns' | 'bom' | 'refresh'>;
type PeopleAsked = Omit<RhythmPeopleQuery, 'format' | 'bom'>;

/** @throws BadRequest for what retention leaves open */
async function ask(r: ReportReader, query: Asked) {
  const { conditions, range, lookAt } = await openQuestion(r, query, [query.did]);
  const span = { start: range.start, end: range.end };
  const v = await lookAt(span);
  const { times, cells } = timesOf(span, 'hours', range.timezone, r.ctx.now);
  const question = (asked: Partial<RhythmQuestion> = {}): RhythmQuestion => ({
    sink: 'rhythm',
    span,
    ...whoseOf(v),
    passes: passesOf(v, conditions[0]!),
    times,
    cells,
    cellCount: HOURS_OF_WEEK,
    list: null,
    ...asked,
  });
  return { v, range, times, cells, question };
}

const echoOf = ({ did }: Asked): Record<string, string> => (did === undefined ? {} : { did });

/**
 * GET /explore/rhythm: what is done, and by how many, in each hour of the week.
 *
 * @throws BadRequest for a range that can't be served, or of which retention has left no time of day
 */
export function run(ctx: ReportContext, query: RhythmQuery): Promise<Rhythm> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const asked = await ask(r, query);
    const { v, range, question } = asked;
    const [{ activities, people }] = await v.walk([question()]);
    const hours = hoursOf(asked, ctx.now);
    const sum = (numbers: Float64Array) => numbers.reduce((total, n) => total + n, 0);
    const open = {
      cells: Array.from(hours, (_, cell) => ({
        weekday: Math.floor(cell / 24) + 1,
        hour: cell % 24,
        ...numbersOf(hours[cell]!, activities[cell]!, people[cell]!),
      })),
      total: numbersOf(sum(hours), sum(activities), people[HOURS_OF_WEEK]!),
    };
    const shown = query.anonymize
      ? await anonymousRhythm(open, async (some) => {
          const own = asked.cells.map((cell) => (some.has(cell) ? 0 : -1));
          const [{ people }] = await v.walk([question({ cells: own, cellCount: 1 })]);
          return people[0]!;
        })
      : open;
    return {
      ...shown,
      meta: metaOf(ctx, range, {
        filters: { ...v.scope.echo, ...echoOf(query), ...(query.anonymize && { anonymize: 'true' }) },
        ...readOf(v),
      }),
    };
  });
}

const numbersOf = (
  hours: number,
  activities: number,
  people: number,
): Omit<RhythmCell, 'weekday' | 'hour'> => ({
  hours,
  activities,
  people,
  mean: hours === 0 ? null : activities / hours,
});

/** How long the range is in each hour of the week, as far as it has gone by. */
function hoursOf({ times, cells }: Pick<Times, 'times' | 'cells'>, now: number): Float64Array {
  const hours = new Float64Array(HOURS_OF_WEEK);
  cells.forEach((cell, i) => {
    hours[cell]! += Math.max(0, Math.min(times[i + 1]!, now) - times[i]!) / HOUR;
  });
  return hours;
}

/**
 * GET /explore/rhythm/people: a page of who was there in an hour of the week, those with most activities first.
 *
 * @throws BadRequest for a range that can't be served, or of which retention has left no time of day
 */
export const people = peoplePage(find);
export const exportRhythmPeople = peopleFile(find);

type Row = Profile & { readonly activities: number };

async function find(r: ReportReader, query: PeopleAsked): Promise<Found<Row>> {
  const { v, range, question } = await ask(r, query);
  const [{ list }] = await v.walk([question({ list: { cell: (query.weekday - 1) * 24 + query.hour } })]);
  const { users, activities } = list!;
  return {
    v,
    range,
    filters: { ...echoOf(query), weekday: String(query.weekday), hour: String(query.hour) },
    total: users.length,
    columns: [...WHO, { name: 'activities', value: (row: Row) => row.activities }],
    rows: async (from, to) =>
      (await profilesInOrder(r, users.subarray(from, to))).map((profile, i) => ({
        ...profile,
        activities: activities[from + i]!,
      })),
  };
}
