import type { Funnel, FunnelQuery, FunnelStep } from '../../contract/index.ts';
import type { FunnelAnswer, FunnelQuestion } from '../../store/questions/funnel.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, readOf } from '../meta.ts';
import { uncompared } from '../range/period.ts';
import { at, read } from '../read/reader.ts';
import { anonymousFunnel, refuseAnonymous } from './anonymous-funnel.ts';
import { askFunnel, groupLabel } from './ask-funnel.ts';

/** Groups of an answer; a file has all. */
const MOST_GROUPS = 25;

/**
 * GET /explore/funnel: how many got from step to step, with the times between, in groups and over time.
 *
 * @param groups so many at most
 * @throws BadRequest for a range that can't be served, or what only an open report tells
 */
export function run(ctx: ReportContext, asked: FunnelQuery, groups = MOST_GROUPS): Promise<Funnel> {
  if (asked.anonymize) refuseAnonymous(ctx, asked);
  const query = asked.anonymize ? uncompared(asked) : asked;
  return read(ctx, async (r) => {
    const f = await askFunnel(r, query);
    const { range } = f;
    const compared = f.compared();
    const questions = [f.question(range.buckets), ...(compared ? [compared] : [])];
    const [now, before] = await f.v.walk(questions);
    const size = f.steps.labels.length;
    const part = (group: number | null) => ({
      now: partOf(now!, size, group),
      before: before ? partOf(before, size, group) : null,
    });
    const told = (group: number | null) => {
      const { now, before } = part(group);
      return { steps: stepsOf(f.steps.labels, now, before), total: totalOf(now, before) };
    };
    const by = query.groupBy;
    const all = f.groups
      .map((key, i) => ({ key, label: groupLabel(r, by ?? '', key), ...told(i) }))
      .filter(({ total }) => total.entered! > 0)
      .sort((a, b) => b.total.entered! - a.total.entered! || (a.key < b.key ? -1 : 1));
    const answer: Funnel = {
      ...told(null),
      ...(by !== undefined && { groups: all, totalGroups: all.length }),
      series: seriesOf(now!, questions[0]!, ctx.now),
      comparisonSeries: before ? seriesOf(before, compared!, compared!.span.end) : [],
      meta: metaOf(ctx, range, {
        filters: {
          ...f.v.scope.echo,
          ...echoOf(query),
          ...(asked.anonymize && { anonymize: 'true' }),
        },
        ...readOf(f.v),
      }),
    };
    const shown = asked.anonymize ? anonymousFunnel(answer) : answer;
    return shown.groups ? { ...shown, groups: shown.groups.slice(0, groups) } : shown;
  });
}

type Echoed = Pick<FunnelQuery, 'steps' | 'exclude' | 'order' | 'window' | 'count' | 'groupBy'>;

/** What was understood of a funnel. */
export const echoOf = ({
  steps,
  exclude,
  order,
  window,
  count,
  groupBy,
}: Echoed): Record<string, string> => ({
  steps,
  ...(exclude !== undefined && { exclude }),
  order,
  window,
  count,
  ...(groupBy !== undefined && { groupBy }),
});

/** A funnel's numbers, or those of one of its groups; each list by step. */
interface Part {
  readonly counts: readonly number[];
  readonly open: readonly number[];
  readonly median: readonly number[];
  readonly p90: readonly number[];
}

function partOf({ ended, open, median, p90 }: FunnelAnswer, size: number, group: number | null): Part {
  const groups = ended.length / size;
  const own = group === null ? Array.from({ length: groups }, (_, i) => i) : [group];
  const sum = (of: Float64Array) =>
    Array.from({ length: size }, (_, step) => own.reduce((n, each) => n + of[each * size + step]!, 0));
  // Those of all groups stand behind the groups'; of a single one there are no others.
  const from = (group ?? (groups === 1 ? 0 : groups)) * size;
  return {
    counts: reachedOf(sum(ended)),
    open: sum(open),
    median: [...median.subarray(from, from + size)],
    p90: [...p90.subarray(from, from + size)],
  };
}

/** How many got to each step, of how many ended at each. */
const reachedOf = (ended: readonly number[]): number[] =>
  ended.map((_, step) => ended.slice(step).reduce((sum, n) => sum + n, 0));

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const known = (n: number): number | null => (Number.isNaN(n) ? null : n);

const stepsOf = (labels: readonly string[], now: Part, before: Part | null): FunnelStep[] =>
  labels.map((label, i) => {
    const count = now.counts[i]!;
    const earlier = now.counts[i - 1];
    return {
      step: i + 1,
      label,
      count,
      previous: before && before.counts[i]!,
      ofFirst: share(count, now.counts[0]!),
      ofBefore: earlier === undefined ? null : share(count, earlier),
      lost: earlier === undefined ? null : earlier - count,
      open: now.open[i]!,
      median: i === 0 ? null : known(now.median[i]!),
      p90: i === 0 ? null : known(now.p90[i]!),
    };
  });

function totalOf(now: Part, before: Part | null): Funnel['total'] {
  const [entered, completed] = [now.counts[0]!, now.counts.at(-1)!];
  return {
    entered,
    completed,
    conversion: share(completed, entered),
    previousConversion: before && share(before.counts.at(-1)!, before.counts[0]!),
    median: known(now.median[0]!),
    p90: known(now.p90[0]!),
  };
}

/** @param known until when it is known how tries went on */
const seriesOf = ({ series }: FunnelAnswer, { size, buckets, window }: FunnelQuestion, known: number) =>
  buckets.map(({ start, end }, i) => ({
    start: at(start),
    end: at(end),
    unfinished: end + window > known,
    counts: reachedOf([...series.subarray(i * size, (i + 1) * size)]),
  }));
