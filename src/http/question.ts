import { breakdownValue, type CatalogueInput, fold } from '../catalogue/index.ts';
import { dayOf } from '../db/days.ts';
import { isFixed, LISTED, type RangeQuery, resolveRange } from '../reports/range/period.ts';

interface Where {
  readonly catalogue: CatalogueInput;
  /** Zone where the query names none. */
  readonly zone: string;
  readonly now: number;
}

type Query = Readonly<Record<string, unknown>>;

/** What steers the cache or the file, and what the range is resolved of. */
const LEFT_OUT = new Set(['refresh', 'format', 'bom', 'timezone', 'period', 'startDate', 'endDate']);
const OF_RANGE = new Set(['interval', 'compare', 'compareStartDate', 'align']);

/**
 * What a parsed query asks, in the one spelling that equal questions share: instants in place of the words for them,
 * a zone and a value by the name that all their spellings fold to. Of columns and groupings the order counts.
 *
 * @throws BadRequest for a range that is none
 */
export function questionOf(query: Query, { catalogue, zone, now }: Where): unknown {
  const timezone = (query.timezone as string | undefined) ?? zone;
  const range = rangeOf(query, timezone, { catalogue, zone, now });
  const rest = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name))
    .filter(([name]) => range === null || !OF_RANGE.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, spelling(name, value, catalogue)]);
  // `within:30days` ends with today, and so do spans of rules.
  if (query.people || query.rules || query.segment) rest.push(['today', dayOf(now, timezone)]);
  return [canonicalZone(timezone), range ?? symbolOf(query, timezone, now), rest];
}

/** A range that stays the same all day, by its instants; null for one that moves with the clock or the data. */
function rangeOf(query: Query, timezone: string, { zone, now }: Where): unknown {
  const { period, startDate } = query as Partial<RangeQuery>;
  if (startDate === undefined && !(period !== undefined && isFixed(period))) return null;
  const asked = { ...LISTED, ...(query as Partial<RangeQuery>), timezone };
  const range = resolveRange(asked, { now, zone, first: null });
  // Of removed log a chosen interval is days where hours are asked for in vain.
  const chosen = query.interval === 'auto' && range.interval === 'hour';
  return [range.start, range.end, chosen ? 'auto' : range.interval, range.comparison];
}

/** Such a range by its name, and for whole calendar units by the day, at whose end they begin anew. */
function symbolOf({ period, endDate }: Query, timezone: string, now: number): unknown {
  const name = typeof period === 'string' ? period.replace(/^0+(?=\d)/, '') : null;
  return [name, endDate, name && /\dh$/.test(name) ? null : dayOf(now, timezone)];
}

function spelling(name: string, value: unknown, catalogue: CatalogueInput): unknown {
  if (name === 'details')
    return Object.entries(value as Record<string, string>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([detail, text]) => [detail, folded(catalogue, detail, text)]);
  return folded(catalogue, name, value);
}

/** Values of a breakdown are the same where they fold alike; those of another detail are compared as text. */
function folded(catalogue: CatalogueInput, name: string, value: unknown): unknown {
  if (!Object.hasOwn(catalogue.breakdowns, name)) return value;
  return fold(breakdownValue(catalogue, name, value) ?? String(value));
}

const zones = new Map<string, string>();

/** The name that a zone's other names and spellings stand for. */
function canonicalZone(zone: string): string {
  let name = zones.get(zone);
  if (name === undefined) {
    name = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    if (zones.size >= 2_000) zones.clear();
    zones.set(zone, name);
  }
  return name;
}
