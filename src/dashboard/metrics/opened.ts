import type { PanelInfo } from '../../contract/panel.ts';
import { type CardMetric, METRICS } from './metrics.ts';
import { SERIES } from './series.ts';

type Catalogue = PanelInfo['catalogue'];

/** The filter under which `/activities` lists exactly what a number counted. */
export interface RowsFilter {
  readonly action?: string;
  readonly feature?: string;
  readonly breakdowns?: Readonly<Record<string, string>>;
}

/** A number that opens to its rows. */
export interface Opened {
  readonly label: string;
  readonly definition: string;
  readonly filter: RowsFilter;
}

/** Keys of numbers, as they stand in the address. */
export const keyOf = {
  activities: 'activities',
  feature: (name: string) => `feature.${name}`,
  action: (name: string) => `action.${name}`,
  counter: (name: string) => `counter.${name}`,
  metric: (name: CardMetric) => `metric.${name}`,
  value: (breakdown: string, value: string) => `by.${breakdown}.${value}`,
} as const;

/**
 * What a number counts; null for one that no filter can list: a sum of several actions, a difference, or
 * what is counted without rows.
 *
 * @example openedBy('counter.captionThemeJoi', catalogue)?.filter // { action: 'smart_caption_generated', breakdowns: { theme: 'JOI' } }
 */
export function openedBy(key: string, c: Catalogue): Opened | null {
  const [kind = '', name = '', ...rest] = key.split('.');
  switch (kind) {
    case 'activities':
      return { label: 'Activities', definition: SERIES.activities.definition, filter: {} };
    case 'feature':
      return Object.hasOwn(c.features, name) ? ofFeature(name, c) : null;
    case 'action':
      return Object.hasOwn(c.actions, name) ? ofAction(name, c) : null;
    case 'counter':
      return Object.hasOwn(c.counters, name) ? ofCounter(name, c) : null;
    case 'metric':
      return ofMetric(name as CardMetric, c);
    case 'by':
      return Object.hasOwn(c.breakdowns, name) ? ofValue(name, rest.join('.'), c) : null;
    default:
      return null;
  }
}

function ofFeature(name: string, c: Catalogue): Opened {
  const label = c.features[name]?.label ?? name;
  return {
    label,
    definition: `Everything users did in ${label}, each action once.`,
    filter: { feature: name },
  };
}

function ofAction(name: string, c: Catalogue): Opened {
  return {
    label: c.actions[name]?.label ?? name,
    definition: `${told([name], c)}, each once.`,
    filter: { action: name },
  };
}

function ofCounter(name: string, c: Catalogue): Opened | null {
  const counter = c.counters[name];
  const filter = counter && filterOf(counter.actions, counter.where, c);
  if (!counter || !filter) return null;
  const where = Object.entries(counter.where).map(([by, value]) => ` with the ${labelOf(by, c)} ${value}`);
  return { label: counter.label, definition: `${told(counter.actions, c)}${where}, each once.`, filter };
}

function ofMetric(name: CardMetric, c: Catalogue): Opened | null {
  const def = METRICS[name];
  const filter = def?.total && filterOf(c.totals[def.total], {}, c);
  return filter ? { label: def.label, definition: def.definition, filter } : null;
}

/** What did not get a line of its own has no name to ask for. */
const OTHER = '(other)';

function ofValue(breakdown: string, value: string, c: Catalogue): Opened | null {
  const def = c.breakdowns[breakdown];
  if (!def || value === '' || value === OTHER) return null;
  const definition = `${told(def.actions, c)} with the ${labelOf(breakdown, c)} ${value}, each once.`;
  return { label: `${def.label}: ${value}`, definition, filter: { breakdowns: { [breakdown]: value } } };
}

function filterOf(
  actions: readonly string[],
  where: Readonly<Record<string, string>>,
  c: Catalogue,
): RowsFilter | null {
  const breakdown = Object.keys(where)[0];
  const breakdowns = breakdown === undefined ? {} : { breakdowns: where };
  const [only, ...others] = actions;
  if (only !== undefined && others.length === 0) return { action: only, ...breakdowns };
  if (breakdown !== undefined) return same(actions, c.breakdowns[breakdown]?.actions) ? breakdowns : null;
  const feature = Object.keys(c.features).find((f) => same(actions, actionsOf(f, c)));
  return feature === undefined ? null : { feature };
}

const actionsOf = (feature: string, c: Catalogue) =>
  Object.keys(c.actions).filter((action) => c.actions[action]?.feature === feature);

const same = (a: readonly string[], b: readonly string[] = []) =>
  a.length > 0 && a.length === b.length && a.every((x) => b.includes(x));

const labelOf = (breakdown: string, c: Catalogue) =>
  (c.breakdowns[breakdown]?.label ?? breakdown).toLocaleLowerCase();

/** `“Composition created” or “Composition remixed”`. */
const told = (actions: readonly string[], c: Catalogue) =>
  actions.map((action) => `“${c.actions[action]?.label ?? action}”`).join(' or ');
