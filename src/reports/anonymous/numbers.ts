import { countingOf, holds, type Metric, own } from '../../catalogue/index.ts';
import type { Kind } from '../../store/kinds.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import type { Place } from './cells.ts';

/** What each number of an answer is called. */
export const NUMBER = {
  headline: (name: string) => `headline ${name}`,
  counter: (name: string) => `counter ${name}`,
  feature: (name: string) => `feature ${name}`,
  action: (name: string) => `action ${name}`,
  value: (feature: string, breakdown: string, value: string) => `value ${feature} ${breakdown} ${value}`,
  /** Of each user's row: a counter, `totalActivity` or `activities`. */
  row: (name: string) => `row ${name}`,
  rowFeature: (name: string) => `row feature ${name}`,
} as const;

/** A number as a sum of places. */
export interface Told {
  readonly name: string;
  /** By place. */
  readonly weights: Int8Array;
  readonly worth: number;
}

/**
 * What goes first where one of several has to: groups, what the same question tells where it is grouped otherwise,
 * lifetime headlines, others; last what tells who is listed at all.
 */
export const WORTH = { group: 0, elsewhere: 1, lifetime: 2, plain: 3, listing: 4 } as const;

/** Every number of an answer but its groups: those of the summary and the features, and those of each user's row. */
export function numbersOf(r: ReportReader, v: Seen, places: readonly Place[]): Told[] {
  const c = r.ctx.catalogue;
  const { metrics } = countingOf(c);
  const told: Told[] = [];
  const add = (
    name: string,
    of: (kind: Kind) => number,
    { people = false, worth = WORTH.plain }: { people?: boolean; worth?: number } = {},
  ): void => {
    const weights = Int8Array.from(places, ({ kind, internal, early }) => {
      if (early && worth !== WORTH.lifetime) return 0;
      // Places of internal accounts are there where what they did counts, which makes them no people yet.
      return people && internal && !v.scope.internalPeople ? 0 : of(kind);
    });
    if (weights.some((weight) => weight !== 0)) told.push({ name, weights, worth });
  };
  const passes = (kind: Kind) => v.passes[kind.no]!;
  const inMetric = (metric: Metric) => (kind: Kind) =>
    metrics[metric].reduce(
      (sum, term) =>
        sum +
        (holds(term, kind.action, (by) => kind.values.get(by) ?? null) ? term.weight * passes(kind) : 0),
      0,
    );
  const featureOf = (kind: Kind) => own(c.actions, kind.action)?.feature;

  add(NUMBER.headline('activities'), passes);
  add(NUMBER.headline('totalCaptions'), inMetric('allCaptions'));
  add(NUMBER.headline('totalSessions'), inMetric('sessions'), { worth: WORTH.lifetime });
  add(NUMBER.headline('totalMedia'), inMetric('media'), { worth: WORTH.lifetime });
  add(NUMBER.headline('actionsPerformed'), inMetric('actionsPerformed'));
  add(NUMBER.headline('settingsChanged'), inMetric('settingsChanged'));
  add(NUMBER.row('activities'), passes, { people: true, worth: WORTH.listing });
  for (const name of ['totalActivity', ...Object.keys(c.counters)]) {
    const weights = v.weights(name);
    const of = (kind: Kind) => weights[kind.no]!;
    add(name === 'totalActivity' ? NUMBER.headline(name) : NUMBER.counter(name), of);
    add(NUMBER.row(name), of, { people: true });
  }
  for (const feature of Object.keys(c.features)) {
    const of = (kind: Kind) => (featureOf(kind) === feature ? passes(kind) : 0);
    add(NUMBER.feature(feature), of);
    add(NUMBER.rowFeature(feature), of, { people: true });
  }
  for (const action of Object.keys(c.actions))
    add(NUMBER.action(action), (kind) => (kind.action === action ? passes(kind) : 0));
  const values = new Map<string, Set<Kind>>();
  for (const { kind } of places)
    for (const [breakdown, value] of kind.values) {
      if (!Object.hasOwn(c.breakdowns, breakdown)) continue;
      const name = NUMBER.value(featureOf(kind) ?? '', breakdown, value);
      values.set(name, (values.get(name) ?? new Set()).add(kind));
    }
  for (const [name, kinds] of values) add(name, (kind) => (kinds.has(kind) ? passes(kind) : 0));
  return told;
}
