import type { Query } from '../../../../client/index.ts';
import type { PanelCatalogue } from '../../../../contract/families/panel/index.ts';
import {
  type Exclusion,
  exclusionsText,
  FEWEST_STEPS,
  readExclusions,
  readSteps,
  type Step,
  stepsText,
} from '../../../../contract/steps.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { rangeQuery } from '../../../data/url/range.ts';
import { compact } from '../../../data/url/search.ts';
import { type Change, useAsk } from '../../../data/use-ask.ts';
import { namesOf, stepOf } from '../steps.ts';
import { whomQuery } from '../whom.ts';
import { type FunnelSearch, funnelSearch } from './search.ts';

export const DEFAULT_WINDOW = '7d';

/** A step of an action that no other is of yet, where there is one. */
export function freshStep(steps: readonly Step[], c: PanelCatalogue): Step {
  const taken = steps.flatMap(({ actions }) => actions);
  const all = Object.keys(c.actions);
  return stepOf({ actions: [all.find((action) => !taken.includes(action)) ?? all[0]!] });
}

/**
 * A funnel to begin with, made of what this platform has: the first number that people are ranked by, then what a list of
 * the catalogue has people do, and what it has them leave out.
 */
export function firstSteps(c: PanelCatalogue): Step[] {
  const actionsOf = (counter: string) => c.counters[counter]?.counts.actions ?? [];
  const stepFor = (name: string): Step[] => {
    if (name.startsWith(OF_FEATURE)) return [stepOf({ feature: name.slice(OF_FEATURE.length) })];
    const actions = actionsOf(name);
    return actions.length > 0 ? [stepOf({ actions })] : [];
  };
  const ranked = Object.keys(c.counters).filter((name) => c.counters[name]!.ranked);
  const [list] = Object.values(c.lists);
  const last = [...new Set(list?.none.flatMap(actionsOf) ?? [])];
  const told = [
    ...ranked.slice(0, 1).flatMap(stepFor),
    ...(list?.some.slice(0, 1).flatMap(stepFor) ?? []),
    ...(last.length > 0 ? [stepOf({ actions: last })] : []),
  ];
  if (told.length >= FEWEST_STEPS) return told;
  const some = [
    ...ranked.flatMap(stepFor),
    ...Object.keys(c.actions).map((action) => stepOf({ actions: [action] })),
  ];
  const different = new Map(some.map((step) => [stepsText([step]), step]));
  return [...different.values()].slice(0, 3);
}
const OF_FEATURE = 'byFeature.';

/** A funnel as the builder shows it. */
export interface FunnelQuestion {
  readonly search: FunnelSearch;
  readonly steps: readonly Step[];
  readonly exclusions: readonly Exclusion[];
}

export function questionOf(search: FunnelSearch, c: PanelCatalogue): FunnelQuestion {
  const names = namesOf(c);
  // What no catalogue knows is left to the server, which says what it takes.
  const steps = search.steps === undefined ? null : readSteps(names, search.steps);
  const exclusions = search.exclude === undefined ? [] : readExclusions(names, search.exclude);
  return {
    search,
    steps: steps === null || typeof steps === 'string' ? firstSteps(c) : steps,
    exclusions: typeof exclusions === 'string' ? [] : exclusions,
  };
}

/** As the API takes it, but for its range. */
const asked = ({ search, steps, exclusions }: FunnelQuestion) => ({
  steps: search.steps ?? stepsText(steps),
  exclude: search.exclude ?? (exclusions.length > 0 ? exclusionsText(exclusions) : undefined),
  order: search.order,
  window: search.window,
  count: search.count,
  groupBy: search.by,
  ...whomQuery(search),
});

export const funnelQuery = (question: FunnelQuestion) =>
  compact({ ...rangeQuery(question.search), ...asked(question) }) as Query<'funnel'>;

/** Of the people in a bar, or of those who were lost before it. */
export function peopleQuery(question: FunnelQuestion) {
  const { search } = question;
  const { compare: _, compareStartDate: __, align: ___, ...range } = rangeQuery(search);
  return compact({
    ...range,
    ...asked(question),
    bar: search.bar ?? 1,
    who: search.who,
    group: search.group,
  }) as Query<'funnelPeople'>;
}

/** The funnel in the address and the way to change it. */
export function useFunnel(): {
  question: FunnelQuestion;
  ask: (change: Change<FunnelSearch>) => void;
  askSteps: (steps: readonly Step[]) => void;
} {
  const { catalogue } = usePanel();
  const { search, ask } = useAsk(funnelSearch);
  return {
    question: questionOf(search, catalogue),
    ask,
    askSteps: (steps) => {
      // What mustn't come after a step that is gone goes with it.
      const kept = questionOf(search, catalogue).exclusions.filter(
        ({ after }) => after === null || after < steps.length,
      );
      ask({
        steps: stepsText(steps),
        exclude: kept.length > 0 ? exclusionsText(kept) : undefined,
        ...CLOSED,
      });
    },
  };
}

/** No bar is opened. */
export const CLOSED = { bar: undefined, who: undefined, group: undefined } as const;
