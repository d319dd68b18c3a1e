import { actionsOf, countingOf, holds, type Metric, own, type Term } from '../../catalogue/index.ts';
import type { FeatureUsage, UsageTotals } from '../../contract/index.ts';
import { storeOf } from '../../store/store.ts';
import { FEWEST, type Quantity } from '../../store/suppress.ts';
import type { Range } from '../range/period.ts';
import type { Reader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import type { Summary } from '../totals/summary.ts';
import { type Cell, cellsOf } from './cells.ts';

/** A number of the answer that may have to be hidden. */
interface Shown extends Quantity {
  hide(): void;
}

/**
 * The summary and the features without any number of fewer than five users, or one that gives such a number
 * away. A hidden counter or headline is null; a hidden feature, action or value is left out.
 */
export async function anonymousSummary(
  r: Reader,
  v: Seen,
  range: Range,
  { summary, features }: Summary,
): Promise<Summary> {
  const c = r.ctx.catalogue;
  const names = Object.keys(c.breakdowns);
  const by = ['action', ...names];
  const { cells, crowds } = await cellsOf(r, v, { span: range, zone: range.timezone, by });
  const value = (cell: Cell, breakdown: string) => cell.key[1 + names.indexOf(breakdown)]!;
  const sumOf = (is: (cell: Cell) => boolean): Quantity => {
    const atoms = cells.flatMap((cell, atom) => (is(cell) ? [atom] : []));
    return { atoms, n: atoms.reduce((n, atom) => n + cells[atom]!.n, 0) };
  };
  const of = (actions: readonly string[]) => (cell: Cell) => actions.includes(cell.key[0]!);
  const { counters, metrics } = countingOf(c);
  const inTerm = (term: Term) => (cell: Cell) => holds(term, cell.key[0]!, (by) => value(cell, by));
  const inMetric = (metric: Metric) => (cell: Cell) => metrics[metric].some((term) => inTerm(term)(cell));

  const totals = structuredClone(summary) as Hideable;
  const kept = structuredClone(features);
  const gone = new Set<object>();
  const shown: Shown[] = [];
  const add = (quantity: Quantity, hide: () => void) => shown.push({ ...quantity, hide });
  const headline = (name: Headline, is: (cell: Cell) => boolean) =>
    add(sumOf(is), () => {
      totals[name] = null;
    });
  headline('activities', () => true);
  headline('totalActivity', inMetric('totalActivity'));
  headline('totalCaptions', inMetric('allCaptions'));
  headline('totalSessions', inMetric('sessions'));
  // What was added and what was removed, each by itself.
  for (const term of metrics.media) headline('totalMedia', inTerm(term));
  add(sumOf(inMetric('actionsPerformed')), () => {
    totals.admin = { actionsPerformed: null, usersManaged: null, settingsChanged: null };
  });
  add(sumOf(inMetric('settingsChanged')), () => {
    totals.admin.settingsChanged = null;
  });
  const lists = [totals.counters, ...kept.map((feature) => feature.counters)];
  for (const [name, term] of counters)
    if (term.signal === null) add(sumOf(inTerm(term)), () => hideCounter(lists, name));
  for (const feature of kept) {
    add(sumOf(of(actionsOf(c, feature.feature))), () => gone.add(feature));
    for (const each of feature.actions) add(sumOf(of([each.action])), () => gone.add(each));
    for (const [name, list] of Object.entries(feature.distributions))
      for (const each of list) {
        const theirs = c.breakdowns[name]!.actions.filter(
          (a) => own(c.actions, a)?.feature === feature.feature,
        );
        add(
          sumOf((cell) => of(theirs)(cell) && value(cell, name) === each.value),
          () => gone.add(each),
        );
      }
  }
  const { walker } = storeOf(r.ctx.db);
  const hidden = await walker.suppress({ quantities: shown, crowds }, { signal: r.signal });
  hidden.forEach((hide, i) => {
    if (hide) shown[i]!.hide();
  });
  if (totals.activities === null || summary.activeUsers < FEWEST) totals.activeUsers = null;
  if ((totals.admin.usersManaged ?? FEWEST) < FEWEST) totals.admin.usersManaged = null;
  for (const name of await fewSignals(v, range)) hideCounter(lists, name);
  return { summary: totals as UsageTotals, features: without(kept, gone) };
}

type Headline = Exclude<keyof UsageTotals, 'admin' | 'counters' | 'trends'>;
type Hideable = { [Name in Headline]: number | null } & Pick<UsageTotals, 'counters' | 'trends'> & {
    admin: { [Name in keyof UsageTotals['admin']]: number | null };
  };

function hideCounter(lists: readonly UsageTotals['counters'][], name: string): void {
  for (const counters of lists) if (Object.hasOwn(counters, name)) counters[name] = null;
}

/** Counters of signals that came from fewer than five users, and from some. */
async function fewSignals(v: Seen, range: Range): Promise<string[]> {
  const { signals } = v.scope;
  const [{ columns }] = await v.walk([
    {
      sink: 'people',
      span: range,
      places: v.places,
      internal: v.scope.internalPeople ? v.ofInternal : null,
      passes: new Uint8Array(v.kindCount),
      weights: signals.map((counter) => v.weights(counter)),
    },
  ]);
  return signals.filter((_, i) => {
    const users = columns[i]!.reduce((n, count) => n + (count > 0 ? 1 : 0), 0);
    return users > 0 && users < FEWEST;
  });
}

function without(features: readonly FeatureUsage[], gone: ReadonlySet<object>): FeatureUsage[] {
  return features
    .filter((feature) => !gone.has(feature))
    .map((feature) => ({
      ...feature,
      actions: feature.actions.filter((each) => !gone.has(each)),
      distributions: Object.fromEntries(
        Object.entries(feature.distributions).map(([name, list]) => [
          name,
          list.filter((each) => !gone.has(each)),
        ]),
      ),
    }));
}
