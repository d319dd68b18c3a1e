import {
  LIFECYCLE_STATES,
  type Lifecycle,
  type LifecyclePeopleQuery,
  type LifecycleQuery,
  type Profile,
} from '../../contract/index.ts';
import { LIFECYCLE, type LifecycleQuestion } from '../../store/questions/lifecycle.ts';
import { isFew } from '../anonymous/summary.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder } from '../people/profiles.ts';
import type { Range } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { whoseOf } from '../read/seen.ts';
import { openQuestion, passesOf } from './asked.ts';
import { gridOf } from './grid.ts';

type Asked = Omit<LifecycleQuery, 'anonymize' | 'format' | 'columns' | 'bom' | 'refresh'>;
type PeopleAsked = Omit<LifecyclePeopleQuery, 'format' | 'bom'>;

/** @throws BadRequest for more periods than can be told, or what retention leaves open */
async function ask(r: ReportReader, query: Asked) {
  const { conditions, range: whole, lookAt } = await openQuestion(r, query, [query.did]);
  const grid = gridOf(whole, query.interval, { before: 1 });
  const { bounds } = grid;
  // Whoever was there at any time before is not new.
  const span = { start: 0, end: bounds.at(-1)! };
  const v = await lookAt(span);
  const range: Range = { ...whole, start: bounds[1]!, end: bounds.at(-1)!, interval: query.interval };
  const question = (list: LifecycleQuestion['list'] = null): LifecycleQuestion => ({
    sink: 'lifecycle',
    span,
    ...whoseOf(v),
    passes: passesOf(v, conditions[0]!),
    periods: bounds,
    list,
  });
  return { v, range, grid, question };
}

const echoOf = ({ did, interval }: Asked): Record<string, string> => ({
  ...(did !== undefined && { did }),
  interval,
});

/**
 * GET /explore/lifecycle: of each period who is new, came again, is back after a pause, or stayed away.
 *
 * @throws BadRequest for a range that can't be served, or for more periods than can be told
 */
export function run(ctx: ReportContext, query: LifecycleQuery): Promise<Lifecycle> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const { v, range, grid, question } = await ask(r, query);
    const [{ counts }] = await v.walk([question()]);
    const { bounds, days } = grid;
    const periods = days.slice(1).map((day, i): Lifecycle['periods'][number] => {
      const of = (state: (typeof LIFECYCLE)[number]) =>
        counts[i * LIFECYCLE.length + LIFECYCLE.indexOf(state)]!;
      const [first, again, back] = [of('new'), of('returning'), of('resurrected')];
      return {
        day,
        start: at(bounds[i + 1]!),
        end: at(bounds[i + 2]!),
        active: first + again + back,
        new: first,
        returning: again,
        resurrected: back,
        dormant: of('dormant'),
        unfinished: bounds[i + 2]! > ctx.now,
      };
    });
    const begun = periods.filter(({ start }) => Date.parse(start) < ctx.now);
    return {
      periods: query.anonymize ? begun.map(shown) : begun,
      meta: metaOf(ctx, range, {
        filters: { ...v.scope.echo, ...echoOf(query), ...(query.anonymize && { anonymize: 'true' }) },
        ...readOf(v),
      }),
    };
  });
}

type Period = Lifecycle['periods'][number];

/**
 * A period with a number of one to four people is told nothing of: less the others, and with what the periods beside it
 * add up to, any of its numbers would tell that one.
 */
const shown = (period: Period): Period =>
  LIFECYCLE_STATES.some((state) => isFew(period[state]!))
    ? { ...period, active: null, new: null, returning: null, resurrected: null, dormant: null }
    : period;

/**
 * GET /explore/lifecycle/people: a page of who is in a bar, in the order in which they were first known.
 *
 * @throws BadRequest for a range that can't be served, or a period that isn't there
 */
export const people = peoplePage(find);
export const exportLifecyclePeople = peopleFile(find);

async function find(r: ReportReader, query: PeopleAsked): Promise<Found<Profile>> {
  const { v, range, grid, question } = await ask(r, query);
  const { days, bounds } = grid;
  const period = days.indexOf(query.day, 1);
  if (period < 0 || bounds[period]! >= r.ctx.now)
    throw new BadRequest({
      day: `takes the first day of a period of the range that has begun: ${days[1]} is the first`,
    });
  const [{ list }] = await v.walk([question({ period, state: query.state })]);
  return {
    v,
    range,
    filters: { ...echoOf(query), day: query.day, state: query.state },
    total: list!.length,
    columns: WHO,
    rows: (from, to) => profilesInOrder(r, list!.subarray(from, to)),
  };
}
