import { plainDetails } from '../../catalogue/index.ts';
import type { Funnel, FunnelQuery, FunnelStep } from '../../contract/index.ts';
import { FEWEST } from '../../store/suppress.ts';
import { isFew } from '../anonymous/summary.ts';
import { anonymityOf } from '../anonymous/users.ts';
import type { ReportContext } from '../context.ts';
import { BadRequest } from '../errors.ts';

/** @throws BadRequest for what would tell of single people */
export function refuseAnonymous(ctx: ReportContext, query: FunnelQuery): void {
  anonymityOf(ctx, query);
  refuseTries(query);
  if (query.groupBy !== undefined && plainDetails(ctx.catalogue).includes(query.groupBy))
    throw new BadRequest({
      groupBy: `${query.groupBy} is refused where nobody may be told of: what single activities say may name somebody. Take feature, action or a breakdown`,
    });
}

/** @throws BadRequest for what people do, however many they are */
export function refuseTries(query: Pick<FunnelQuery, 'count'>): void {
  if (query.count === 'tries')
    throw new BadRequest({
      count: `takes people where nobody may be told of: of how many people tries are, and whether of ${FEWEST}, it doesn't say`,
    });
}

/** Why a number isn't there. */
const REASON = `would tell of fewer than ${FEWEST} users`;

type Told = Pick<Funnel, 'steps' | 'total'>;

/**
 * No number of one to four people, nor two whose difference is: who is lost at a step, at several, in a group, or in the
 * groups that are left out. Groups and series add up to the steps.
 */
export function anonymousFunnel(report: Funnel): Funnel {
  const { groups, totalGroups: _, series, ...rest } = report;
  const shown =
    groups &&
    shownGroups(
      groups,
      report.steps.map(({ count }) => count!),
    );
  const tellsSeries = series?.every(({ counts }) => isTold(counts)) ?? false;
  const steps = hidden(report);
  const missing = {
    ...(steps.steps.some(({ count }) => count === null) && { steps: REASON }),
    ...(!tellsSeries && { series: REASON }),
  };
  return {
    ...rest,
    ...steps,
    ...(Object.keys(missing).length > 0 && { meta: { ...rest.meta, missing } }),
    ...(shown && { groups: shown.map((group) => ({ ...group, ...withoutOpen(group) })) }),
    series: tellsSeries ? series : null,
  };
}

/** Whether of numbers that fall none, and no difference, is of a few. */
const isTold = (counts: readonly number[]): boolean =>
  counts.every((n, i) => !isFew(n) && !isFew(n - (counts[i + 1] ?? 0)));

/** Groups that may be shown, so that what is left of all may be, too. */
function shownGroups<G extends Told & { readonly key: string }>(
  groups: readonly G[],
  all: readonly number[],
): G[] {
  const countsOf = ({ steps }: G) => steps.map(({ count }) => count!);
  const shown = groups.filter((group) => isTold(countsOf(group)));
  const left = () => all.map((n, i) => n - shown.reduce((sum, group) => sum + countsOf(group)[i]!, 0));
  while (shown.length > 0 && !isTold(left())) shown.pop();
  return shown;
}

/** Steps of which some are hidden: each that is shown is as many as the one shown before, or fewer by five at least. */
function hidden({ steps, total }: Told): Told {
  let last: number | null = null;
  const tells = steps.map(({ count }) => {
    const n = count!;
    const told = !isFew(n) && (last === null || !isFew(last - n));
    if (told) last = n;
    return told;
  });
  return withoutOpen({
    steps: steps.map((step, i) => shownStep(step, tells[i]!, tells[0]!, i === 0 || tells[i - 1]!)),
    total: tells[0] && tells.at(-1) ? total : { ...NOTHING, entered: tells[0] ? total.entered : null },
  });
}

const NOTHING: Funnel['total'] = {
  entered: null,
  completed: null,
  conversion: null,
  previousConversion: null,
  median: null,
  p90: null,
};

function shownStep(step: FunnelStep, told: boolean, first: boolean, before: boolean): FunnelStep {
  return {
    ...step,
    count: told ? step.count : null,
    ofFirst: told && first ? step.ofFirst : null,
    ofBefore: told && before ? step.ofBefore : null,
    lost: told && before ? step.lost : null,
    median: told && before ? step.median : null,
    p90: told && before ? step.p90 : null,
  };
}

/** Who may still go on is another part of those who got somewhere. */
const withoutOpen = <T extends Told>(told: T): T => ({
  ...told,
  steps: told.steps.map((step) => ({ ...step, open: null })),
});
