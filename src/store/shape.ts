import { type CatalogueInput, fold } from '../catalogue/index.ts';
import type { Kinds } from './kinds.ts';

/** What a block's kinds tell of breakdowns: of which actions, and which values were told apart whatever came. */
type Known = Readonly<
  Record<string, { readonly actions: readonly string[]; readonly named: readonly string[] }>
>;

const shapes = new WeakMap<CatalogueInput, string>();

/** As it is stored beside a block that is built under a catalogue. */
export function shapeOf(c: CatalogueInput): string {
  let shape = shapes.get(c);
  if (shape === undefined) {
    const asked = Object.values(c.counters).flatMap(({ where }) => Object.entries(where ?? {}));
    const known: Known = Object.fromEntries(
      Object.entries(c.breakdowns)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { actions, values }]) => {
          const wanted = asked.filter(([breakdown]) => breakdown === name).map(([, value]) => value);
          const named = [...new Set([...Object.keys(values), ...wanted].map(fold))].sort();
          return [name, { actions: [...actions].sort(), named }];
        }),
    );
    shape = JSON.stringify(known);
    shapes.set(c, shape);
  }
  return shape;
}

const read = new Map<string, Known>();

function knownOf(shape: string): Known {
  const found = read.get(shape) ?? (JSON.parse(shape) as Known);
  if (read.size > 100) read.clear();
  read.set(shape, found);
  return found;
}

/** Breakdowns of a catalogue, with the actions for which a shape doesn't tell them; none where it tells all. */
export function missingIn(shape: string, c: CatalogueInput, kinds: Kinds): string[] {
  if (shape === shapeOf(c)) return [];
  const known = knownOf(shape);
  return Object.entries(c.breakdowns).flatMap(([name, { actions, values }]) => {
    const own = Object.hasOwn(known, name) ? known[name] : undefined;
    const told = actions.every((action) => own?.actions.includes(action));
    const asked = Object.values(c.counters).flatMap(({ where }) =>
      where && Object.hasOwn(where, name) ? [where[name]!] : [],
    );
    // A value that is named only now may have come too late for a place of its own, and have one since.
    const apart = [...Object.keys(values), ...asked].every(
      (value) => own?.named.includes(fold(value)) || kinds.wasApart(name, value),
    );
    return told && apart ? [] : [name];
  });
}
