import type { Profile, Stickiness, StickinessPeopleQuery, StickinessQuery } from '../../contract/index.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder } from '../people/profiles.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { anonymousStickiness } from './anonymous-stickiness.ts';
import { askStickiness, MONTH, type StickinessAsked, WEEK } from './ask-stickiness.ts';
import { matcherOf } from './matcher.ts';

type PeopleAsked = Omit<StickinessPeopleQuery, 'format' | 'bom'>;

/**
 * GET /explore/stickiness: how many people are active by day, by week and by month, on how many days, and in which features.
 *
 * @throws BadRequest for a range that can't be served, or for more days than can be told
 */
export function run(ctx: ReportContext, query: StickinessQuery): Promise<Stickiness> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const asked = await askStickiness(r, query);
    const { v, range, grid, question } = asked;
    const { days, bounds } = grid;
    const of = Number(query.of);
    const windows = Math.max(1, Math.floor(grid.told / of));
    const from = days.length - windows * of;
    const features = await featuresOf(r, query);
    const [all, ...each] = await v.walk([
      question({ lengths: [1, WEEK, MONTH], of, from }),
      ...features.map(({ among }) => question({ of }, { first: days.length - of, among })),
    ]);
    const [daily, weekly, monthly] = all!.distinct;
    const isOpen = (day: number) => bounds[day + 1]! > ctx.now;
    const told = days.slice(MONTH - 1).map((day, i) => {
      const n = i + MONTH - 1;
      return {
        day,
        start: at(bounds[n]!),
        end: at(bounds[n + 1]!),
        daily: daily![n]!,
        weekly: weekly![n]!,
        monthly: monthly![n]!,
        share: share(daily![n]!, monthly![n]!),
        unfinished: isOpen(n),
      };
    });
    const answer = {
      days: told,
      windows: Array.from({ length: windows }, (_, i) => {
        const [first, last] = [from + i * of, from + (i + 1) * of - 1];
        return {
          first: days[first]!,
          last: days[last]!,
          ...spreadOf(all!.times.subarray(i * of, (i + 1) * of)),
          unfinished: isOpen(last),
        };
      }),
      features: features
        .map(({ feature, label }, i) => ({ feature, label, ...spreadOf(each[i]!.times) }))
        .filter(({ people }) => people > 0)
        .sort((a, b) => b.average! - a.average! || (a.feature < b.feature ? -1 : 1)),
    };
    const shown = query.anonymize ? anonymousStickiness(answer) : answer;
    return {
      ...shown,
      mean: meanOf(shown.days),
      meta: metaOf(ctx, range, {
        filters: {
          ...v.scope.echo,
          ...echoOf(query),
          of: query.of,
          ...(query.anonymize && { anonymize: 'true' }),
        },
        ...readOf(v),
      }),
    };
  });
}

const echoOf = ({ did }: StickinessAsked): Record<string, string> => (did === undefined ? {} : { did });

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of);

/** How many were there on each number of days, and what that comes to. */
function spreadOf(times: Float64Array) {
  const people = times.reduce((sum, n) => sum + n, 0);
  const days = times.reduce((sum, n, i) => sum + n * (i + 1), 0);
  return { people, on: [...times], average: share(days, people) };
}

/** Features that may be told apart: where nothing else says what counts. */
async function featuresOf(r: ReportReader, query: StickinessQuery) {
  const { did, feature, action, excludeInternal } = query;
  if (did !== undefined || feature !== undefined || action !== undefined) return [];
  const features = Object.entries(r.ctx.catalogue.features);
  return Promise.all(
    features.map(async ([feature, { label }]) => {
      const step = { actions: [], feature, values: {}, details: {} };
      return { feature, label, among: await matcherOf(r, step, excludeInternal) };
    }),
  );
}

/** Of the days that are over and told. */
function meanOf(days: Stickiness['days']): Stickiness['mean'] {
  const over = days.filter(({ unfinished }) => !unfinished);
  const sum = (some: typeof days, of: 'daily' | 'weekly' | 'monthly') =>
    some.reduce((sum, day) => sum + day[of]!, 0);
  const mean = (of: 'daily' | 'weekly' | 'monthly') => {
    const some = over.filter((day) => day[of] !== null);
    return share(sum(some, of), some.length);
  };
  const both = over.filter(({ daily, monthly }) => daily !== null && monthly !== null);
  return {
    daily: mean('daily'),
    weekly: mean('weekly'),
    monthly: mean('monthly'),
    share: share(sum(both, 'daily'), sum(both, 'monthly')),
  };
}

/**
 * GET /explore/stickiness/people: a page of who was there on so many days, in the order in which they were first known.
 *
 * @throws BadRequest for a range that can't be served, or a day that isn't in it
 */
export const people = peoplePage(find);
export const exportStickinessPeople = peopleFile(find);

async function find(r: ReportReader, query: PeopleAsked): Promise<Found<Profile>> {
  const { v, range, grid, question } = await askStickiness(r, query);
  const { days } = grid;
  const day = days.indexOf(query.last, MONTH - 1);
  if (day < 0)
    throw new BadRequest({
      last: `takes a day of the range that has begun, ${days[MONTH - 1]} to ${days.at(-1)}`,
    });
  const within = Number(query.within);
  if (query.on !== undefined && query.on > within)
    throw new BadRequest({ on: `takes 1 to ${within}: so many days there are` });
  const [least, most] = query.on === undefined ? [1, within] : [query.on, query.on];
  const list = { start: day + 1 - within, end: day + 1, least, most };
  const [answer] = await v.walk([question({ list })]);
  return {
    v,
    range,
    filters: {
      ...echoOf(query),
      last: query.last,
      within: query.within,
      ...(query.on !== undefined && { on: String(query.on) }),
    },
    total: answer.list!.length,
    columns: WHO,
    rows: (from, to) => profilesInOrder(r, answer.list!.subarray(from, to)),
  };
}
