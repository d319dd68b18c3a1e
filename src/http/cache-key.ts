import { breakdownValue, type CatalogueInput } from '../catalogue/index.ts';
import { normalised } from './query.ts';

/** What a report does without being told. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  period: '30days',
  interval: 'auto',
  compare: 'previous_period',
  excludeInternal: true,
  sortBy: 'totalActivity',
  sortOrder: 'desc',
  page: 1,
  pageSize: 20,
  groupPage: 1,
  groupPageSize: 1_000,
  format: 'json',
  anonymize: false,
};

/** A query in the one spelling that equal questions share: `period=30d` is `period=30days`, and that is none. */
export function cacheKeyOf(
  query: Readonly<Record<string, unknown>>,
  catalogue: CatalogueInput,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(normalised(query))
      .map(([name, value]) => [name, spelling(name, value, catalogue)] as const)
      .filter(([name, value]) => name !== 'bom' && DEFAULTS[name] !== value),
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
