import { own } from '../../catalogue/index.ts';
import { type FunnelQuery, windowMs } from '../../contract/index.ts';
import { readTexts } from '../../store/detail-sql.ts';
import type { Kind } from '../../store/kinds.ts';
import type { FunnelQuestion } from '../../store/questions/funnel.ts';
import { rangeOf } from '../meta.ts';
import type { Span } from '../range/local-time.ts';
import type { Range, RangeQuery } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import { look, type Seen, whoseOf } from '../read/seen.ts';
import { labelOf } from '../totals/features.ts';
import { type FunnelSteps, funnelSteps } from './funnel-steps.ts';
import { byKind } from './matcher.ts';
import { ranksOf } from './ranks.ts';

export type FunnelAsked = Omit<
  FunnelQuery,
  keyof RangeQuery | 'refresh' | 'anonymize' | 'format' | 'columns' | 'bom'
> &
  RangeQuery;

/** A funnel over what is known of its range, ready to be asked. */
export interface AskedFunnel {
  readonly v: Seen;
  /** Without a comparison that can't be told. */
  readonly range: Range;
  readonly steps: FunnelSteps;
  /** What tries begin with, by group; one without a name where they aren't grouped. */
  readonly groups: readonly string[];
  question(buckets: readonly Span[], list?: FunnelQuestion['list']): FunnelQuestion;
  /** The same of the comparison, whose tries have as much time as those of the range have had. */
  compared(): FunnelQuestion | null;
}

/**
 * Looks at the time of a funnel: its range and, behind it, a window for what began in it.
 *
 * @throws Removed where retention has left no order of what it is about
 */
export async function askFunnel(r: ReportReader, query: FunnelAsked): Promise<AskedFunnel> {
  const steps = await funnelSteps(r, query);
  const { scope } = steps;
  const whole = await rangeOf(r, query, scope, ['activity']);
  const window = windowMs(query.window);
  const own = { start: whole.start, end: whole.end + window };
  const other = whole.comparison && comparisonReach(whole, whole.comparison, window, r.ctx.now);
  const spans = other ? [own, other] : [own];
  const v = await look(r, scope, spans, {
    asked: { ...query, groupBy: query.groupBy === undefined ? undefined : [query.groupBy] },
    breakdowns: steps.breakdowns,
    beside: steps.details,
    counts: 'people',
  });
  const question = questionsOf(r, v, query, steps, window);
  const range = other ? await comparable(v, whole, other, question.among) : whole;
  return {
    v,
    range,
    steps,
    groups: question.groups,
    question: (buckets, list) => question.of(range, own, buckets, list),
    compared: () =>
      range.comparison && other && question.of(range.comparison, other, range.comparisonBuckets),
  };
}

/** Of a range whose last tries still have time, so have those of its comparison: the others would only look better. */
function comparisonReach({ end }: Span, comparison: Span, window: number, now: number): Span {
  const had = Math.min(window, Math.max(0, now - end));
  return { start: comparison.start, end: comparison.end + had };
}

/** The range, without a comparison that has no order any more. */
async function comparable(
  v: Seen,
  range: Range,
  reach: Span,
  among: (kind: Kind) => boolean,
): Promise<Range> {
  const told = await v.unlessRemoved('comparison', async () => {
    await v.check(reach, { needs: 'order', among });
    return true;
  });
  return told ? range : { ...range, comparison: null, comparisonBuckets: [] };
}

function questionsOf(r: ReportReader, v: Seen, query: FunnelAsked, f: FunnelSteps, window: number) {
  const steps = byKind(v, f.steps);
  const excluded = byKind(v, f.excluded);
  const { groups, keys } = v.groups((kind) => groupOf(query.groupBy, kind));
  const strict = query.order === 'strict';
  // As the steps are, and what is none behind them.
  const ranks = ranksOf(v, ({ no }) => (steps[no] === 0 ? 32 : 31 - Math.clz32(steps[no]! & -steps[no]!)));
  return {
    groups: keys,
    among: ({ no }: Kind) => strict || steps[no] !== 0 || excluded[no] !== 0,
    of: (
      { start, end }: Span,
      reach: Span,
      buckets: readonly Span[],
      list: FunnelQuestion['list'] = null,
    ): FunnelQuestion => ({
      sink: 'funnel',
      span: reach,
      ...whoseOf(v),
      passes: v.passes,
      steps,
      excluded,
      ranks,
      size: f.labels.length,
      order: query.order,
      every: query.count === 'tries',
      window,
      begins: { start, end },
      buckets,
      groups,
      groupCount: Math.max(1, keys.length),
      now: r.ctx.now,
      list,
    }),
  };
}

/** Empty for what tells nothing of it. */
function groupOf(by: string | undefined, { action, feature, values }: Kind): string {
  if (by === undefined) return '';
  if (by === 'action') return action;
  if (by === 'feature') return feature;
  return values.get(by) ?? readTexts(values.get(`details.${by}`)).join(', ');
}

/** What a group is called; empty for the one of what tells nothing. */
export function groupLabel({ ctx: { catalogue: c } }: ReportReader, by: string, key: string): string {
  if (by === 'action') return own(c.actions, key)?.label ?? key;
  if (by === 'feature') return own(c.features, key)?.label ?? key;
  return Object.hasOwn(c.breakdowns, by) && key !== '' ? labelOf(c, by, key) : key;
}
