import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { featureOfSignal, type KindKey, loadKinds, registerKinds } from '../store/kinds.ts';
import { storeOf } from '../store/store.ts';
import type { Activity } from './activity.ts';

/** More of them than kinds there can be: spellings that fold alike, and values that have no place of their own. */
const MOST = 100_000;

/** Kinds are registered before their first activity is counted. */
export function createKnownKinds(db: Database, catalogue: CatalogueInput) {
  const { kinds } = storeOf(db);
  const known = new Set<string>();
  const learn = async (keys: ReadonlyMap<string, KindKey>): Promise<void> => {
    if (keys.size === 0) return;
    if (kinds.highest === 0) await loadKinds(db, db.pool, kinds);
    await registerKinds(db, kinds, [...keys.values()], catalogue);
    if (known.size > MOST) known.clear();
    for (const text of keys.keys()) known.add(text);
  };

  return {
    async load(activities: readonly Activity[]): Promise<void> {
      const unknown = new Map<string, KindKey>();
      for (const { action, feature, breakdowns } of activities) {
        let text = `${action}\u0000${feature}`;
        for (const [breakdown, value] of breakdowns) text += `\u0000${breakdown}\u0000${value}`;
        if (!known.has(text)) unknown.set(text, { action, feature, signal: '', values: breakdowns });
      }
      await learn(unknown);
    },
    async loadSignals(signals: Iterable<string>): Promise<void> {
      const unknown = new Map<string, KindKey>();
      for (const signal of signals)
        if (!known.has(signal))
          unknown.set(signal, {
            action: '',
            feature: featureOfSignal(catalogue, signal),
            signal,
            values: [],
          });
      await learn(unknown);
    },
  };
}
