import type { CohortsQuery } from '../../contract/index.ts';
import type { RetentionQuestion } from '../../store/question.ts';
import { rangeOf } from '../meta.ts';
import type { Span } from '../range/local-time.ts';
import { LISTED, type Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { resolveScope, type ScopeQuery } from '../read/scope.ts';
import { look, type Seen } from '../read/seen.ts';
import { type Grid, gridOf } from './grid.ts';
import { conditionOf, flagsOf, widened } from './matcher.ts';

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
  const grid = gridOf(range, query.interval, { after: query.periods });
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
    range: { ...range, start: bounds.start, end: grid.bounds[grid.told]!, interval: query.interval },
    grid,
    question: (list = null) => ({
      sink: 'retention',
      span,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      starts,
      returns,
      periods: grid.bounds,
      cohorts: grid.told,
      first: query.begin === 'first',
      by: query.mode === 'by',
      list,
    }),
  };
}
