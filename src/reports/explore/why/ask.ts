import type { WhyQuery } from '../../../contract/index.ts';
import type { SplitAnswer, SplitQuestion } from '../../../store/questions/split.ts';
import { isFew } from '../../anonymous/summary.ts';
import { BadRequest } from '../../errors.ts';
import { rangeOf } from '../../meta.ts';
import { joinedIn } from '../../people/listed.ts';
import { mostUsedIn } from '../../people/traits.ts';
import { calendarOf } from '../../range/calendar.ts';
import { type Fineness, HOURS_OF_WEEK, timesOf } from '../../range/hours-of-week.ts';
import { local, type Span } from '../../range/local-time.ts';
import type { Range } from '../../range/period.ts';
import type { ReportReader } from '../../read/reader.ts';
import { Removed } from '../../read/removed.ts';
import { resolveScope, type ScopeQuery } from '../../read/scope.ts';
import { look, type Seen } from '../../read/seen.ts';
import { activityCuts, groupingsOf } from './activity-cuts.ts';
import { manyEach, manyPeople } from './anonymous.ts';
import { type ByUser, byTrait, byUser, type CutOfPeople, type NamedCut, type Pair, present } from './cuts.ts';
import type { Whole } from './judge.ts';
import { weightsOf } from './numbers.ts';
import { segmentTraits, traitsOf } from './traits.ts';

/** A number's difference, cut in every way. */
export interface AskedWhy {
  readonly v: Seen;
  readonly range: Range & { readonly comparison: Span };
  /** Null where it would tell of a few, and nobody may be told of. */
  readonly whole: Whole | null;
  readonly cuts: readonly NamedCut[];
}

/** @throws BadRequest without a comparison, and for what retention leaves open */
export async function askWhy(r: ReportReader, query: WhyQuery): Promise<AskedWhy> {
  const scope = await resolveScope(r, query as unknown as ScopeQuery);
  const range = await rangeOf(r, query, scope, ['activity', 'signals']);
  const { comparison } = range;
  if (!comparison)
    throw new BadRequest({
      compare: `takes previous_period, previous_year or custom here, and a period before which something is: a change is told against a comparison`,
    });
  const spans = asFarAsGone(range, comparison, r.ctx.now);
  const counts = query.number === 'activeUsers' ? 'people' : undefined;
  const v = await look(r, scope, spans, { asked: query, ...(counts && { counts }) });
  refuseUntold(v, spans, query.number);
  const asked = { r, v, spans, range, number: query.number, anonymize: query.anonymize };
  const found = await (PEOPLE[query.number] ?? sums)(asked);
  return { v, range: { ...range, comparison: spans[0] }, ...found };
}

/** Of a range that isn't over what has gone by, and as much of its comparison by the zone's calendar and clock. */
function asFarAsGone({ start, end, timezone }: Range, comparison: Span, now: number): Pair<Span> {
  if (end <= now || start >= now) return [comparison, { start, end }];
  const gone = local(start, timezone).until(local(now, timezone), { largestUnit: 'day' });
  const until = local(comparison.start, timezone).add(gone).epochMilliseconds;
  return [
    { start: comparison.start, end: Math.min(until, comparison.end) },
    { start, end: now },
  ];
}

interface Asked {
  readonly r: ReportReader;
  readonly v: Seen;
  readonly spans: Pair<Span>;
  readonly range: Range;
  readonly number: string;
  readonly anonymize: boolean;
}
type Found = Pick<AskedWhy, 'whole' | 'cuts'>;

const sum = (numbers: Float64Array) => numbers.reduce((total, n) => total + n, 0);

/** A sum of activities, or of signals. */
async function sums(asked: Asked): Promise<Found> {
  const { r, v, spans, range, number, anonymize } = asked;
  const weights = weightsOf(r, v, number);
  const untold = new Set(spans.flatMap((span) => [...v.untold(span)]));
  const groupings = groupingsOf(r.ctx.catalogue, v, weights, untold);
  const question = (span: Span, fineness: Fineness): SplitQuestion => ({
    sink: 'split',
    span,
    places: v.places,
    internal: v.ofInternal,
    weights,
    groupings,
    ...timesOf(span, fineness, range.timezone, r.ctx.now),
    cellCount: HOURS_OF_WEEK,
  });
  const [fineness, told] = await finest(async (fineness) =>
    v.walk(spans.map(({ start, end }) => question({ start, end }, fineness))),
  );
  const answers = told as unknown as Pair<SplitAnswer>;
  const { whole, cuts } = activityCuts(groupings, answers, {
    hours: fineness === 'hours',
    weekdays: fineness !== 'whole' && areWeeks(spans, range.timezone),
  });
  if (!anonymize) return { whole, cuts: [...cuts, ...(await byPeople(asked, answers)), byUser(answers)] };
  const questions = spans.map(({ start, end }) => question({ start, end }, fineness));
  const shown = await manyEach(r, v, questions as unknown as Pair<SplitQuestion>, cuts);
  if (!shown) return HIDDEN;
  return { whole, cuts: [...shown, ...(await byPeople(asked, answers)).map(manyPeople)] };
}

const HIDDEN: Found = { whole: null, cuts: [] };

/** Distinct people; each of them stands in one part of each cut, so that parts add up. */
const PEOPLE: Readonly<Record<string, (asked: Asked) => Promise<Found>>> = {
  async activeUsers(asked) {
    const told = await mostUsedIn(asked.r, asked.v, asked.spans);
    const users = told.map(({ activities }) => present(activities)) as unknown as Pair<ByUser>;
    const most = told.map(({ mostUsed }) => mostUsed) as unknown as Pair<(no: number) => string>;
    return people(asked, users, [byTrait('mostUsed', users, most)]);
  },
  async newUsers(asked) {
    const { r, v, spans } = asked;
    const users: ByUser[] = [];
    for (const span of spans) {
      const there = new Float64Array(v.mask.length);
      for (const no of await joinedIn(r, span, v.scope)) there[no] = 1;
      users.push(present(there));
    }
    return people(asked, users as unknown as Pair<ByUser>, [], ['account']);
  },
};

async function people(
  asked: Asked,
  users: Pair<ByUser>,
  more: readonly CutOfPeople[],
  without: readonly string[] = [],
): Promise<Found> {
  const [before, after] = users.map(({ sums }) => sum(sums)) as unknown as Pair<number>;
  if (asked.anonymize && (isFew(before) || isFew(after))) return HIDDEN;
  const cuts = [...more, ...(await byPeople(asked, users))].filter(
    ({ dimension }) => !without.includes(dimension),
  );
  return {
    whole: { before, after, squares: before + after },
    cuts: asked.anonymize ? cuts.map(manyPeople) : cuts,
  };
}

/** A referral code may name who gave it, and a segment is of some: where nobody may be told of there is none. */
async function byPeople({ r, v, spans, anonymize }: Asked, users: Pair<ByUser>): Promise<CutOfPeople[]> {
  const { account, referralCode, paid } = await traitsOf(r, v, spans);
  const segments = anonymize ? [] : await segmentTraits(r);
  return [
    byTrait('account', users, account),
    byTrait('paid', users, paid),
    ...(referralCode && !anonymize ? [byTrait('referralCode', users, referralCode)] : []),
    ...segments.map(({ dimension, of, name, mayExplain }) => ({
      ...byTrait(dimension, users, [of, of]),
      name,
      explainsNothing: !mayExplain,
    })),
  ];
}

/** The finest that retention tells of both ranges. */
async function finest<T>(ask: (fineness: Fineness) => Promise<T>): Promise<[Fineness, T]> {
  try {
    return ['hours', await ask('hours')];
  } catch (error) {
    if (!(error instanceof Removed)) throw error;
  }
  try {
    return ['days', await ask('days')];
  } catch (error) {
    if (!(error instanceof Removed)) throw error;
  }
  return ['whole', await ask('whole')];
}

/** Whether both are as many whole weeks: else each weekday isn't there as often in both. */
function areWeeks(spans: Pair<Span>, zone: string): boolean {
  const [before, after] = spans.map((span) => {
    const { starts } = calendarOf(span, zone);
    const whole = starts[0] === span.start && starts.at(-1) === span.end;
    return whole && (starts.length - 1) % 7 === 0 ? starts.length : 0;
  });
  return before !== 0 && before === after;
}

function refuseUntold(v: Seen, spans: Pair<Span>, number: string): void {
  if (spans.every((span) => !v.untoldCounters(span).has(number))) return;
  throw new BadRequest({
    number: `${number} counts a value of a breakdown that the catalogue didn't have when retention removed activities of this time; take a later range, or another number`,
  });
}
