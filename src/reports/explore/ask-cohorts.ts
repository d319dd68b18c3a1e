import { type CohortsQuery, type CohortUnit, MOST_COHORTS } from '../../contract/index.ts';
import type { RetentionQuestion } from '../../store/question.ts';
import { BadRequest } from '../errors.ts';
import { rangeOf } from '../meta.ts';
import { duration, firstDateOf, local, type Span, startOf } from '../range/local-time.ts';
import { LISTED, type Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { resolveScope, type ScopeQuery } from '../read/scope.ts';
import { look, type Seen } from '../read/seen.ts';
import { conditionOf, flagsOf, widened } from './matcher.ts';

/** Whole periods: those that people begin in, and those in which they may come back. */
export interface Grid {
  /** Their first days: `2026-03-02`. */
  readonly days: readonly string[];
  /** First instants, and the end of the last. */
  readonly bounds: Float64Array;
  readonly cohorts: number;
}

export interface AskedCohorts {
  readonly v: Seen;
  /** Widened to whole periods. */
  readonly range: Range;
  readonly grid: Grid;
  question(list?: RetentionQuestion['list']): RetentionQuestion;
}

export type CohortsAsked = Omit<CohortsQuery, 'anonymize' | 'format' | 'columns' | 'bom' | 'refresh'>;

/** @throws BadRequest for more periods than can be told, or what retention leaves open */
export async function askCohorts(r: ReportReader, query: CohortsAsked): Promise<AskedCohorts> {
  const plain = await resolveScope(r, query as unknown as ScopeQuery);
  const start = await conditionOf(r, query.start, query.excludeInternal);
  const back = await conditionOf(r, query.return, query.excludeInternal);
  const scope = widened(plain, [start, back]);
  const asked = { ...query, ...LISTED };
  const range = await rangeOf(r, asked, scope, ['activity']);
  const grid = gridOf(range, query.interval, query.periods);
  const bounds: Span = { start: grid.bounds[0]!, end: grid.bounds.at(-1)! };
  // Whoever began before is in no cohort: that takes all time to tell.
  const span = query.begin === 'first' ? { start: 0, end: bounds.end } : bounds;
  const v = await look(r, scope, [span], {
    asked: { ...query, groupBy: undefined },
    breakdowns: [...new Set([...start.breakdowns, ...back.breakdowns])],
    beside: [...new Set([...start.details, ...back.details])],
    counts: 'people',
  });
  const [starts, returns] = [flagsOf(v, start), flagsOf(v, back)];
  return {
    v,
    range: { ...range, start: bounds.start, end: grid.bounds[grid.cohorts]!, interval: query.interval },
    grid,
    question: (list = null) => ({
      sink: 'retention',
      span,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      starts,
      returns,
      periods: grid.bounds,
      cohorts: grid.cohorts,
      first: query.begin === 'first',
      by: query.mode === 'by',
      list,
    }),
  };
}

/** The periods that a range touches, whole, and so many after each of them. */
function gridOf({ start, end, timezone }: Range, unit: CohortUnit, after: number): Grid {
  const step = duration(unit, 1);
  const last = local(end - 1, timezone).toPlainDate();
  let date = firstDateOf(local(start, timezone).toPlainDate(), unit);
  const days: string[] = [];
  const bounds = [startOf(date, timezone)];
  let cohorts = 0;
  const take = () => {
    days.push(date.toString());
    date = date.add(step);
    bounds.push(startOf(date, timezone));
  };
  for (; date.since(last).sign <= 0; cohorts++) {
    if (cohorts === MOST_COHORTS[unit])
      throw new BadRequest({
        interval: `${unit} cuts this range into more than ${MOST_COHORTS[unit]} periods, which is the most; take ${unit === 'month' ? 'a shorter range' : 'a longer interval, or a shorter range'}`,
      });
    take();
  }
  for (let i = 0; i < after; i++) take();
  return { days, bounds: Float64Array.from(bounds), cohorts };
}
