import { type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Kind } from '../store/kinds.ts';
import type { Rows } from '../store/rows.ts';
import { visitTotals } from '../store/totals.ts';

/** What kinds tell under a catalogue, by number: kinds of one meaning have one name. */
export type Names = ReadonlyMap<number, string>;

export function namesOf(c: CatalogueInput, kinds: readonly Kind[]): Names {
  const breakdowns = Object.entries(c.breakdowns);
  return new Map(
    kinds.map(({ no, action, feature, signal, values }) => {
      const told = breakdowns.flatMap(([name, { actions }]) => {
        const value = actions.includes(action) ? values.get(name) : undefined;
        return value === undefined ? [] : [`${name}=${fold(value)}`];
      });
      return [no, [feature, action || signal, ...told].join(' ')];
    }),
  );
}

/** How often each row is there, by what it tells. */
export function countRows(all: readonly Rows[], names: Names): Map<string, number> {
  const found = new Map<string, number>();
  for (const { length, users, at, kinds, counts } of all)
    for (let i = 0; i < length; i++) {
      const name = names.get(kinds[i]!) ?? `unknown kind ${kinds[i]}`;
      const key = `user ${users[i]} at ${new Date(at[i]!).toISOString()}: ${name}`;
      found.set(key, (found.get(key) ?? 0) + (counts ? counts[i]! : 1));
    }
  return found;
}

/** Totals as they are stored, by what they tell. */
export function countTotals(
  bytes: Uint8Array,
  start: number,
  kinds: Int32Array,
  names: Names,
): Map<string, number> {
  const found = new Map<string, number>();
  visitTotals(bytes, start, (instant, kind, all, internal) => {
    const key = `${new Date(instant).toISOString()}: ${names.get(kinds[kind]!) ?? `unknown kind ${kinds[kind]}`}`;
    for (const [name, n] of [
      [key, all],
      [`${key}, internal`, internal],
    ] as const)
      if (n !== 0) found.set(name, (found.get(name) ?? 0) + n);
  });
  return found;
}

/** What isn't the same: how many, and the first of it. */
export function difference(
  stored: ReadonlyMap<string, number>,
  recounted: ReadonlyMap<string, number>,
): { readonly n: number; readonly stored: string; readonly recounted: string } | null {
  const wrong = [...new Set([...stored.keys(), ...recounted.keys()])]
    .filter((key) => stored.get(key) !== recounted.get(key))
    .sort();
  const [first] = wrong;
  if (first === undefined) return null;
  const told = (counts: ReadonlyMap<string, number>) => `${counts.get(first) ?? 0} of ${first}`;
  return { n: wrong.length, stored: told(stored), recounted: told(recounted) };
}
