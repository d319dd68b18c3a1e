import { breakdownValue, type CatalogueInput } from '../catalogue/index.ts';

/** A query in the one spelling that equal questions share: `period=30d` is `period=30days`, and that is none. */
export function cacheKeyOf(
  query: Readonly<Record<string, unknown>>,
  catalogue: CatalogueInput,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name, value]) => name !== 'refresh' && name !== 'bom' && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, spelling(name, value, catalogue)]),
  );
}

function spelling(name: string, value: unknown, catalogue: CatalogueInput): unknown {
  if (name === 'period')
    return String(value)
      .replace(/^0+(?=\d)/, '')
      .replace(/^(\d+)d$/, '$1days');
  if (Object.hasOwn(catalogue.breakdowns, name)) return breakdownValue(catalogue, name, value) ?? value;
  if (name === 'details') return Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return value;
}
