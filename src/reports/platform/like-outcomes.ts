import type {
  LikeOutcome,
  LikeOutcomePeople,
  LikeOutcomePeopleQuery,
  LikeOutcomes,
  LikeOutcomesQuery,
  LikerStep,
  Profile,
} from '../../contract/index.ts';
import { DAY } from '../../db/milliseconds.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';
import { metaOf, rangeOf, readOf } from '../meta.ts';
import { type Found, peopleFile, peoplePage, WHO } from '../people/behind.ts';
import { profilesInOrder, profilesOf } from '../people/profiles.ts';
import { firstDaysOf } from '../range/first-days.ts';
import { LISTED } from '../range/period.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { resolveScope } from '../read/scope.ts';
import { look, type Seen, whoseOf } from '../read/seen.ts';
import { isByTime, keysOf, rowsOf } from './by-time.ts';
import { COMMUNITY } from './community-facts.ts';
import { type Liker, likersIn, sharesBy, UNKNOWN } from './liker-facts.ts';

type Asked = Pick<
  LikeOutcomesQuery,
  'by' | 'within' | 'period' | 'startDate' | 'endDate' | 'timezone' | 'excludeInternal'
>;
/** Rows that are told of one by one. */
const TOLD = 100;

interface Person extends Liker {
  /** What they made first of all; null for nothing. */
  readonly madeAt: number | null;
  /** What became of a newcomer; null of anybody else. */
  readonly became: 'created' | 'open' | 'left' | null;
}

/**
 * GET /community/outcomes: what was shared in the range, what of it was liked, and of people whose first like it was who had
 * made nothing before, and what became of them, up to now or within some days.
 *
 * @param told rows by kind and owner at most
 * @throws BadRequest for a range that can't be served
 * @throws Removed where retention has left no order of what came first
 */
export function run(ctx: ReportContext, query: LikeOutcomesQuery, told = TOLD): Promise<LikeOutcomes> {
  return read(ctx, async (r) => {
    const { v, range, people } = await ask(r, query);
    const shares = await sharesBy(r, range, v.scope, query.by);
    const groups = rowsOf(people.filter(is('firstLikers')));
    const keys = isByTime(query.by)
      ? keysOf(range, query.by)
      : [...new Set([...shares.keys(), ...groups.keys()])];
    const rows = keys.map((key) => {
      const { shared = 0, liked = 0 } = shares.get(key) ?? {};
      return { key, owner: null as Profile | null, shared, liked, ...outcomeOf(groups.get(key) ?? []) };
    });
    if (!isByTime(query.by))
      rows
        .sort((a, b) => b.firstLikers - a.firstLikers || b.shared - a.shared || (a.key < b.key ? -1 : 1))
        .splice(told);
    if (query.by === 'owner') {
      const profile = await profilesOf(
        r,
        rows.flatMap(({ key }) => (key === UNKNOWN ? [] : [key])),
      );
      for (const row of rows) if (row.key !== UNKNOWN) row.owner = profile(row.key);
    }
    const all = [...shares.values()];
    return {
      shared: all.reduce((sum, { shared }) => sum + shared, 0),
      liked: all.reduce((sum, { liked }) => sum + liked, 0),
      likers: people.length,
      ...outcomeOf(people),
      rows,
      meta: metaOf(ctx, range, {
        ...readOf(v),
        filters: { ...v.scope.echo, ...echoOf(query) },
        totalRows: keys.length,
        source: v.source,
      }),
    };
  });
}

/**
 * GET /community/outcomes/people: a page of who is behind a number, the latest first like first.
 *
 * @throws BadRequest for a range that can't be served
 * @throws Removed where retention has left no order of what came first
 */
export const people = peoplePage(find);
export const exportLikeOutcomePeople = peopleFile(find);

type Row = LikeOutcomePeople['people'][number];

async function find(
  r: ReportReader,
  query: Omit<LikeOutcomePeopleQuery, 'format' | 'bom'>,
): Promise<Found<Row>> {
  const { key, step } = query;
  if (key !== undefined && step === 'likers')
    throw new BadRequest({
      key: 'takes no row of likers, who stand in none; leave it out, or ask step=firstLikers',
    });
  const asked = await ask(r, query);
  const found = asked.people
    .filter(is(step))
    .filter((person) => key === undefined || person.key === key)
    .sort((a, b) => b.at - a.at || a.no - b.no);
  return {
    v: asked.v,
    range: asked.range,
    filters: { ...echoOf(query), step, ...(key !== undefined && { key }) },
    total: found.length,
    columns: [
      ...WHO,
      ...(['firstLikedAt', 'firstMadeAt'] as const).map((name) => ({ name, value: (row: Row) => row[name] })),
    ],
    rows: async (from, to) => {
      const some = found.slice(from, to);
      const profiles = await profilesInOrder(
        r,
        Int32Array.from(some, ({ no }) => no),
      );
      return profiles.map((profile, i) => ({
        ...profile,
        firstLikedAt: at(some[i]!.at),
        firstMadeAt: some[i]!.madeAt === null ? null : at(some[i]!.madeAt!),
      }));
    },
  };
}

const echoOf = ({ by, within }: Asked): Record<string, string> => ({
  by,
  ...(within !== undefined && { within: String(within) }),
});

const IS: Readonly<Record<LikerStep, (person: Person) => boolean>> = {
  likers: () => true,
  firstLikers: ({ key }) => key !== null,
  newcomers: ({ became }) => became !== null,
  created: ({ became }) => became === 'created',
  open: ({ became }) => became === 'open',
  left: ({ became }) => became === 'left',
};
const is = (step: LikerStep) => IS[step];

async function ask(r: ReportReader, query: Asked) {
  const { now } = r.ctx;
  const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
  const range = await rangeOf(r, { ...query, ...LISTED }, scope, COMMUNITY);
  const likers = await likersIn(r, range, scope, query.by);
  const ever = { start: 0, end: now + DAY };
  const v = await look(r, scope, [ever], { asked: query, counts: 'people' });
  const makes = Uint8Array.from(v.weights('totalActivity'), (weight) => (weight > 0 ? 1 : 0));
  // On a day of which no order is left, a like may have come before or after.
  await v.check(range, { needs: 'order', among: ({ no }) => makes[no] === 1 });
  const made = await firstMade(v, ever, makes, likers);
  const firstDays = query.within === undefined ? null : firstDaysOf(range, query.within, now);
  const people = likers.map((liker, i): Person => {
    const madeAt = Number.isNaN(made[i]!) ? null : made[i]!;
    const isNew = liker.key !== null && (madeAt === null || madeAt >= liker.at);
    const until = isNew && firstDays ? firstDays.of(liker.at).end : Number.POSITIVE_INFINITY;
    const became = madeAt !== null && madeAt < until ? 'created' : until > now ? 'open' : 'left';
    return { ...liker, madeAt, became: isNew ? became : null };
  });
  return { v, range, people };
}

/** When each made something first, in their order; NaN for nobody who did. */
async function firstMade(
  v: Seen,
  span: { readonly start: number; readonly end: number },
  passes: Uint8Array,
  likers: readonly Liker[],
): Promise<Float64Array> {
  const places = new Int32Array(v.mask.length).fill(-1);
  for (const [place, { no }] of likers.entries()) if (no < places.length) places[no] = place;
  const [{ list }] = await v.walk([
    {
      sink: 'firstUse',
      span,
      ...whoseOf(v),
      places,
      passes,
      groups: new Int32Array(passes.length).fill(-1),
      groupCount: 0,
      begins: null,
      // Whenever they began.
      days: Float64Array.of(span.start, span.end, span.end + 1),
      length: 1,
      now: span.end,
      list: { group: null, by: 'used', state: null },
    },
  ]);
  const made = new Float64Array(likers.length).fill(Number.NaN);
  for (const [i, place] of list!.users.entries()) made[place] = list!.began[i]!;
  return made;
}

function outcomeOf(people: readonly Person[]): Omit<LikeOutcome, 'shared' | 'liked' | 'likers'> {
  const took = people
    .filter(is('created'))
    .map(({ at, madeAt }) => madeAt! - at)
    .sort((a, b) => a - b);
  const count = (step: LikerStep) => people.filter(is(step)).length;
  return {
    firstLikers: count('firstLikers'),
    newcomers: count('newcomers'),
    created: took.length,
    open: count('open'),
    left: count('left'),
    median: took[Math.ceil(took.length / 2) - 1] ?? null,
  };
}
