import type { CatalogueInput, CounterDef } from './define.ts';

/** `sessionsCreated` → `sessions_created`, the name of its SQL column. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}

/** `Forced-Bi`, `forced_bi` and `forcedBi` fold to one key; used to match values, never to show them. */
export function fold(value: string): string {
  return value.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Spreads the catalogue's counters into whatever a consumer needs: columns, fields, labels. */
export function perCounter<T>(
  c: CatalogueInput,
  make: (name: string, def: CounterDef) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(c.counters).map(([name, def]) => [name, make(name, def)]));
}

export function rankedCounters(c: CatalogueInput): string[] {
  return Object.keys(c.counters).filter((name) => c.counters[name]?.ranked);
}

export function actionsOf(c: CatalogueInput, feature: string): string[] {
  return Object.keys(c.actions).filter((name) => c.actions[name]?.feature === feature);
}

/** Features whose actors are staff: their internal activity always counts. */
export function staffFeatures(c: CatalogueInput): string[] {
  return Object.keys(c.features).filter((name) => c.features[name]?.staff);
}

/**
 * Folds a known breakdown value to its canonical spelling (`joi` → `JOI`); an unknown one is kept as it
 * came, trimmed and cut at 100 characters; null where the detail is absent or no scalar.
 */
export function breakdownValue(c: CatalogueInput, breakdown: string, raw: unknown): string | null {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return null;
  const text = String(raw).trim();
  if (text === '') return null;
  return canonicals(c, breakdown).get(fold(text)) ?? [...text].slice(0, 100).join('');
}

const cache = new WeakMap<object, Map<string, string>>();

function canonicals(c: CatalogueInput, breakdown: string): Map<string, string> {
  const def = c.breakdowns[breakdown];
  if (!def) return new Map();
  let map = cache.get(def);
  if (!map) {
    map = new Map(Object.keys(def.values).map((value) => [fold(value), value]));
    cache.set(def, map);
  }
  return map;
}
