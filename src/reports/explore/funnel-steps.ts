import { type CatalogueInput, plainDetails } from '../../catalogue/index.ts';
import { exclusionsOf, type FunnelQuery, type Step, stepsOf } from '../../contract/index.ts';
import type { Kind } from '../../store/kinds.ts';
import { BadRequest } from '../errors.ts';
import type { ReportReader } from '../read/reader.ts';
import { type ReadScope, resolveScope, type ScopeQuery } from '../read/scope.ts';
import { labelOf } from '../totals/features.ts';
import { type Matcher, matcherOf, widened } from './matcher.ts';

/** What a funnel is about, as the store's kinds tell it. */
export interface FunnelSteps {
  readonly labels: readonly string[];
  /** Whose and which activity counts; people of staff count where a step is theirs. */
  readonly scope: ReadScope;
  /** Breakdowns by which kinds have to be told apart. */
  readonly breakdowns: readonly string[];
  /** Declared details that the log alone tells. */
  readonly details: readonly string[];
  /** Steps that a kind is, as bits. */
  steps(kind: Kind): number;
  /** Gaps that a kind mustn't come in, as bits. */
  excluded(kind: Kind): number;
}

type Asked = Pick<FunnelQuery, 'steps' | 'exclude' | 'order' | 'groupBy'> & {
  readonly excludeInternal: boolean;
};

/** @throws BadRequest for something excluded after a step that has none after it */
export async function funnelSteps(r: ReportReader, query: Asked): Promise<FunnelSteps> {
  const c = r.ctx.catalogue;
  const scope = await resolveScope(r, { ...query, groupBy: undefined } as unknown as ScopeQuery);
  const steps = stepsOf(c, query);
  const exclusions = exclusionsOf(c, query);
  refuseExclusions(query, exclusions, steps.length);
  const own: Matcher[] = [];
  for (const step of [...steps, ...exclusions.map((each) => each.step)])
    own.push(await matcherOf(r, step, query.excludeInternal));
  const ofSteps = own.slice(0, steps.length);
  const everyGap = 2 ** (steps.length - 1) - 1;
  const gaps = exclusions.map(({ after }, i) => ({
    bits: after === null ? everyGap : 1 << (after - 1),
    is: own[steps.length + i]!,
  }));
  const grouped = query.groupBy === undefined ? [] : [query.groupBy];
  const used = [...steps, ...exclusions.map((each) => each.step)];
  const names = (of: (step: Step) => object) => used.flatMap((step) => Object.keys(of(step)));
  return {
    labels: steps.map((step) => stepLabel(c, step)),
    scope: widened(scope, own, ofSteps),
    breakdowns: [
      ...new Set([
        ...names(({ values }) => values),
        ...grouped.filter((name) => Object.hasOwn(c.breakdowns, name)),
      ]),
    ],
    details: [
      ...new Set([
        ...names(({ details }) => details),
        ...grouped.filter((name) => plainDetails(c).includes(name)),
      ]),
    ],
    steps: (kind) => ofSteps.reduce((bits, { matches }, i) => (matches(kind) ? bits | (1 << i) : bits), 0),
    excluded: (kind) => gaps.reduce((bits, gap) => (gap.is.matches(kind) ? bits | gap.bits : bits), 0),
  };
}

function refuseExclusions(
  { order }: Asked,
  exclusions: ReturnType<typeof exclusionsOf>,
  steps: number,
): void {
  for (const { after } of exclusions) {
    if (after === null) continue;
    if (order === 'any')
      throw new BadRequest({
        exclude: `takes any:STEP with order=any, where no step is the next; in place of ${after}: write any:`,
      });
    if (after >= steps)
      throw new BadRequest({
        exclude: `names what comes after step ${after}, and takes 1 to ${steps - 1}: after the last step a try has ended`,
      });
  }
}

function stepLabel(c: CatalogueInput, { actions, feature, values, details }: Step): string {
  return [
    ...(actions.length > 0 ? [actions.map((name) => c.actions[name]!.label).join(', ')] : []),
    ...(feature === null ? [] : [c.features[feature]!.label]),
    ...Object.entries(values).map(([name, value]) => labelOf(c, name, value)),
    ...Object.values(details),
  ].join(' · ');
}
