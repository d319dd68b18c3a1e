import { actionsOf, type CatalogueInput, staffFeatures } from '../../catalogue/index.ts';
import type { UsageQuery } from '../../contract/index.ts';
import type { Kind } from '../../store/kinds.ts';

/**
 * What internal accounts (staff, operators, bots) add to a report: two predicates, the same in every number,
 * list, chart and file. `excludeInternal=false` lets them in everywhere.
 */
export interface Staff {
  /**
   * Activities: all but what internal accounts did outside of staff features. These are the actions that count
   * whoever did them; null: every action.
   */
  readonly internalActions: readonly string[] | null;
  /** The same of a kind, which may be a signal. */
  countsInternal(kind: Pick<Kind, 'action' | 'signal' | 'feature'>): boolean;
  /** People: no internal accounts, unless the question names a staff feature or an action of one. */
  readonly internalPeople: boolean;
}

export function staffOf(
  c: CatalogueInput,
  { feature, action, excludeInternal }: Pick<UsageQuery, 'feature' | 'action' | 'excludeInternal'>,
): Staff {
  if (!excludeInternal) return { internalActions: null, countsInternal: () => true, internalPeople: true };
  const features = staffFeatures(c);
  const actions = features.flatMap((each) => actionsOf(c, each));
  return {
    internalActions: actions,
    countsInternal: (kind) =>
      kind.signal === '' ? actions.includes(kind.action) : features.includes(kind.feature),
    internalPeople:
      (feature !== undefined && features.includes(feature)) ||
      (action?.some((each) => actions.includes(each)) ?? false),
  };
}
