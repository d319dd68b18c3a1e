import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { type KindKey, registerKinds } from './kinds.ts';
import type { LogRead } from './log.ts';
import { storeOf } from './store.ts';

/**
 * Gives numbers to kinds that a reading met without one: of a catalogue that is new here, say. Of a new breakdown
 * the most frequent values keep a place of their own. Read again afterwards.
 */
export async function registerExtra(db: Database, catalogue: CatalogueInput, read: LogRead): Promise<void> {
  await registerKinds(db, storeOf(db).kinds, byFrequency(read), catalogue);
}

function byFrequency({ activities, signals, extra }: LogRead): KindKey[] {
  const counts = new Map<number, number>();
  for (const { kinds, length } of [activities, signals])
    for (let i = 0; i < length; i++) counts.set(kinds[i]!, (counts.get(kinds[i]!) ?? 0) + 1);
  return [...extra]
    .sort((a, b) => (counts.get(b.no) ?? 0) - (counts.get(a.no) ?? 0))
    .map(({ no: _, values, ...kind }) => ({ ...kind, values: [...values] }));
}
