import type { CatalogueInput, CounterDef } from './define.ts';
import { own } from './own.ts';

/** `sessionsCreated` → `sessions_created`, the name of its SQL column. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}

/**
 * `Forced-Bi`, `forced_bi` and `forcedBi` fold to one key, and so do two Unicode forms of one text; used to match
 * values, never to show them. A text of nothing but what is folded away is its own key.
 */
export function fold(value: string): string {
  return (ASCII.test(value) ? value : value.normalize('NFKC')).toLowerCase().replace(/[\s_-]+/g, '') || value;
}

/** Ordinary letters have one form: the common case costs nothing. */
const ASCII = /^[\x20-\x7e]*$/;

/** Spreads the catalogue's counters into whatever a consumer needs: columns, fields, labels. */
export function perCounter<T>(
  c: CatalogueInput,
  make: (name: string, def: CounterDef) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(c.counters).map(([name, def]) => [name, make(name, def)]));
}

export function rankedCounters(c: CatalogueInput): string[] {
  return Object.keys(c.counters).filter((name) => own(c.counters, name)?.ranked);
}

export function actionsOf(c: CatalogueInput, feature: string): string[] {
  return Object.keys(c.actions).filter((name) => own(c.actions, name)?.feature === feature);
}

/** Details that actions declare and no breakdown keeps apart, each once. */
export function plainDetails(c: Pick<CatalogueInput, 'actions' | 'breakdowns'>): string[] {
  const all = Object.values(c.actions).flatMap(({ details }) => Object.keys(details ?? {}));
  return [...new Set(all)].filter((name) => !Object.hasOwn(c.breakdowns, name)).sort();
}

/** Features whose actors are staff: their internal activity always counts. */
export function staffFeatures(c: CatalogueInput): string[] {
  return Object.keys(c.features).filter((name) => own(c.features, name)?.staff);
}

/** Features that everybody passes on the way in: nobody's first use. */
export function entryFeatures(c: CatalogueInput): string[] {
  return Object.keys(c.features).filter((name) => own(c.features, name)?.entry);
}

/**
 * Folds a known breakdown value to its canonical spelling (`joi` → `JOI`); an unknown one is kept as it
 * came, trimmed; one of more than 100 characters is cut, with a mark that keeps it apart from others that begin
 * alike. Null where the detail is absent or no scalar.
 */
export function breakdownValue(c: CatalogueInput, breakdown: string, raw: unknown): string | null {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return null;
  const text = String(raw).trim();
  if (text === '') return null;
  return canonicals(c, breakdown).get(fold(text)) ?? cut(text);
}

const LONGEST = 100;

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  const mark = `…${markOf(fold(text))}`;
  return characters.slice(0, LONGEST - mark.length).join('') + mark;
}

/** 53 bits of a text in 11 letters, by cyrb53: not for secrets, but two values won't meet by chance. */
function markOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36).padStart(11, '0');
}

const cache = new WeakMap<object, Map<string, string>>();

function canonicals(c: CatalogueInput, breakdown: string): Map<string, string> {
  const def = own(c.breakdowns, breakdown);
  if (!def) return new Map();
  let map = cache.get(def);
  if (!map) {
    map = new Map(Object.keys(def.values).map((value) => [fold(value), value]));
    cache.set(def, map);
  }
  return map;
}
