import { dayFinder } from '../db/days.ts';
import { countsInFunnel } from './funnel-sink.ts';
import type { Kind } from './kinds.ts';
import { type Listed, overlaps } from './listed.ts';
import type { Question } from './question.ts';
import type { TotalsAnswer, TotalsQuestion } from './questions/totals.ts';
import { countsInRetention } from './retention-sink.ts';
import type { Stretch } from './stretch.ts';

/**
 * What a question needs of removed log and doesn't get: the details of single activities, the rows themselves,
 * when in a day they came, or in which order.
 */
export type Needs = 'details' | 'rows' | 'instants' | 'order';

/** What was asked can't be told any more: the log of that time is gone, and what is kept tells days alone. */
export class Untold extends Error {
  /** Milliseconds since 1970: from here on it can be told. */
  readonly until: number;
  readonly needs: Needs;
  /** Which bound cuts a day, where instants are needed: one of the time asked about, or one of its parts. */
  readonly cut: 'start' | 'end' | 'inside' | null;

  constructor(until: number, needs: Needs, cut: Untold['cut'] = null) {
    super(`what was before ${new Date(until).toISOString()} is kept by day, without ${needs}`);
    this.name = 'Untold';
    this.until = until;
    this.needs = needs;
    this.cut = cut;
  }
}

/** Some time, as far as it matters to whether it can be told. */
export interface Needed {
  readonly span: Stretch;
  /** By number: -1 for users whom it isn't about. Null: about everybody. */
  readonly places: Int32Array | null;
  /** Instants by which it is cut, beside the span's own bounds. */
  readonly bounds: readonly number[];
  /** Only these have to be told, whatever their details. Default: everything that the view lets count. */
  readonly among?: ((kind: Kind) => boolean) | undefined;
  /** What it counts, as far as it is told without details. Default: the same. */
  counts?(kind: Kind): boolean;
  /** Asks for more than days of every row. */
  readonly needs?: Needs | undefined;
  /** Whether internal accounts' part of a kind is needed. Default: where it counts for the view. */
  countsInternal?(kind: Kind): boolean;
}

export interface UntoldContext {
  /** Of the days by which removed log is kept. */
  readonly zone: string;
  readonly kinds: readonly Kind[];
  readonly kindCount: number;
  /** Of the time that is looked at, erased users' too. */
  readonly kept: readonly Listed[];
  /** What the view needs of a row of it and doesn't get; null where it tells enough. */
  needs(each: Listed): Needs | null;
  /** Whether what a row tells as this kind may count, as far as the row can say. */
  mayCount(kind: Kind, each: Listed): boolean;
  /** Whether a kind counts of internal accounts, too. */
  countsInternal(kind: Kind): boolean;
  /** All that is kept, of any time. */
  all(): Promise<readonly Listed[]>;
  answer(question: TotalsQuestion, of: readonly Listed[]): Promise<TotalsAnswer>;
}

/**
 * Tells whether removed log leaves a question open. Only what was really removed counts: a day of which nothing that
 * is asked about was removed can be cut anywhere.
 *
 * What erased users did is kept by quarter of an hour and has no details for anybody: it is in no number by details, and
 * leaves none open.
 */
export function createUntold(c: UntoldContext) {
  const find = dayFinder(c.zone);
  const kept = c.kept.filter(({ byDay }) => byDay);

  /** Of each bucket: whether anything that is needed stands in it. */
  async function found(
    { among = anything, places, countsInternal = c.countsInternal }: Needed,
    counts: (kind: Kind) => boolean,
    buckets: readonly Stretch[],
    of: readonly Listed[],
  ): Promise<boolean[]> {
    const any = buckets.map(() => false);
    for (const shape of new Set(of.map((each) => each.shape))) {
      const some = of.filter((each) => each.shape === shape);
      const groups = new Int32Array(c.kindCount).fill(-1);
      for (const kind of c.kinds)
        if (c.mayCount(kind, some[0]!) && among(kind) && counts(kind))
          groups[kind.no] = countsInternal(kind) ? EVERYBODY : OUTSIDERS;
      const span = { start: buckets[0]!.start, end: buckets.at(-1)!.end };
      const { all, internal } = await c.answer(
        { sink: 'totals', span, places, buckets, groups, size: 2 },
        some.filter((each) => overlaps(each, span)),
      );
      for (let i = 0; i < any.length; i++) {
        const outsiders = 2 * i + OUTSIDERS;
        any[i] ||= all[2 * i + EVERYBODY]! > 0 || all[outsiders]! > internal[outsiders]!;
      }
    }
    return any;
  }

  /** What was removed of a day that is cut may lie on either side of the cut. */
  function wholeDays({ start, end }: Stretch, of: readonly Listed[]): Stretch {
    const within = (at: number) => of.some((each) => at > each.start && at < each.end);
    return {
      start: within(start) ? find(start).start : start,
      end: within(end) && find(end).start !== end ? find(end).end : end,
    };
  }

  /** Of everything that is kept: the end of the last day of which something needed was removed. */
  async function untilOf(n: Needed, counts: (kind: Kind) => boolean, of: readonly Listed[]): Promise<number> {
    const days = new Map<number, Stretch>();
    for (const { start, end } of of)
      for (let at = start; at < end; ) {
        const { start: from, end: to } = find(at);
        days.set(from, { start: from, end: to });
        at = to;
      }
    const sorted = [...days.values()].sort((a, b) => a.start - b.start);
    const any = await found(n, counts, sorted, of);
    return sorted[any.lastIndexOf(true)]!.end;
  }

  return {
    /** @throws Untold */
    async refuse(n: Needed): Promise<void> {
      const concerned = kept.filter((each) => overlaps(each, n.span));
      if (concerned.length === 0) return;
      const needsOf = (each: Listed) => n.needs ?? c.needs(each);
      const short = concerned.filter((each) => needsOf(each) !== null);
      // What is told without its details may be any of what counts.
      const some = short.every((each) => c.needs(each) === null) ? countedOf(n) : anything;
      if (short.length > 0 && (await found(n, some, [wholeDays(n.span, short)], short))[0]) {
        const all = (await c.all()).filter((each) => each.byDay && needsOf(each) !== null);
        throw new Untold(await untilOf(n, some, all), needsOf(short[0]!)!);
      }

      const enough = concerned.filter((each) => needsOf(each) === null);
      const cuts = [n.span.start, n.span.end, ...n.bounds].filter(
        (at) =>
          at >= n.span.start &&
          at <= n.span.end &&
          enough.some(({ start, end }) => at > start && at < end) &&
          find(at).start !== at,
      );
      if (cuts.length === 0) return;
      const days = new Map(cuts.map((at) => [find(at).start, { start: find(at).start, end: find(at).end }]));
      const sorted = [...days.values()].sort((a, b) => a.start - b.start);
      const counts = countedOf(n);
      const any = await found(n, counts, sorted, enough);
      const open = new Set(sorted.filter((_, i) => any[i]).map(({ start }) => start));
      const cut = cuts.find((at) => open.has(find(at).start));
      if (cut === undefined) return;
      const all = (await c.all()).filter((each) => each.byDay && needsOf(each) === null);
      const which = cut === n.span.start ? 'start' : cut === n.span.end ? 'end' : 'inside';
      throw new Untold(await untilOf(n, counts, all), 'instants', which);
    },
  };
}

const anything = () => true;
const countedOf = (n: Needed) => (kind: Kind) => n.counts?.(kind) ?? true;

/** Groups of kinds: what counts of all accounts, and what counts but of internal ones. */
const EVERYBODY = 0;
const OUTSIDERS = 1;

/** What a question counts, by a kind's number, and where it cuts. */
export function neededBy(q: Question): Needed {
  const bounds = 'buckets' in q ? q.buckets.flatMap(({ start, end }) => [start, end]) : [];
  const days = 'days' in q && q.days ? [...q.days] : [];
  return {
    span: q.span,
    places: q.places,
    bounds: [
      ...bounds,
      ...days,
      ...('periods' in q ? q.periods : []),
      ...('times' in q ? q.times : []),
      ...(q.only ?? []).flatMap(({ start, end }) => [start, end]),
    ],
    counts: countedBy(q),
    ...((q.sink === 'funnel' || q.sink === 'paths') && { needs: 'order' }),
    ...(q.sink === 'rhythm' && { needs: 'instants' }),
    // People are told by question; sums, in which internal accounts stand apart, as the view counts.
    ...('internal' in q && { countsInternal: ({ no }) => q.internal?.[no] === 1 }),
  };
}

function countedBy(q: Question): (kind: Kind) => boolean {
  switch (q.sink) {
    case 'people':
      return ({ no }) => q.passes[no] === 1 || q.weights.some((weights) => weights[no] !== 0);
    case 'distinct':
    case 'lifecycle':
    case 'stickiness':
    case 'rhythm':
    case 'firstUse':
      return ({ no, signal }) => signal === '' && (q.passes === null || q.passes[no] === 1);
    case 'funnel':
      return ({ no }) => countsInFunnel(q, no);
    case 'retention':
      return ({ no, signal }) => signal === '' && countsInRetention(q, no) > 0;
    case 'paths':
      return ({ no }) => q.passes[no] === 1;
    case 'split':
      return ({ no }) => q.weights[no] !== 0;
    default:
      return ({ no }) => q.groups[no]! >= 0;
  }
}
