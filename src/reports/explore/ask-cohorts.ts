import type { CohortsQuery } from '../../contract/index.ts';
import type { RetentionQuestion } from '../../store/questions/retention.ts';
import type { Span } from '../range/local-time.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { type Seen, whoseOf } from '../read/seen.ts';
import { openQuestion, passesOf } from './asked.ts';
import { type Grid, gridOf } from './grid.ts';

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
  const { conditions, range, lookAt } = await openQuestion(r, query, [query.start, query.return]);
  const grid = gridOf(range, query.interval, { after: query.periods });
  const bounds: Span = { start: grid.bounds[0]!, end: grid.bounds.at(-1)! };
  // Whoever began before is in no cohort: that takes all time to tell.
  const span = query.begin === 'first' ? { start: 0, end: bounds.end } : bounds;
  const v = await lookAt(span);
  const [starts = null, returns = null] = conditions.map((each) => passesOf(v, each));
  return {
    v,
    range: { ...range, start: bounds.start, end: grid.bounds[grid.told]!, interval: query.interval },
    grid,
    question: (list = null) => ({
      sink: 'retention',
      span,
      ...whoseOf(v),
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
