import { plainDetails } from '../../catalogue/index.ts';
import { storeOf } from '../../store/store.ts';
import { BadRequest } from '../errors.ts';
import { partOf } from '../groups/group-counts.ts';
import type { Range } from '../range/period.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import { type Atom, type Cells, cellsOf } from './cells.ts';
import { NUMBER, numbersOf, WORTH } from './numbers.ts';

/** Milliseconds that the thread may work out what is to be hidden. */
const BUDGET = 2_000;

/** A group that may be shown. */
export interface ShownGroup {
  /** In the order asked for. */
  readonly parts: readonly string[];
  readonly count: number;
}

/** What of an anonymised answer must not be shown. */
export interface Hidden {
  /** By the name that `NUMBER` gives. */
  has(name: string): boolean;
  /** In no order. */
  readonly groups: readonly ShownGroup[];
}

/**
 * Looks through all numbers of a question, on whatever page of the answer they are.
 *
 * @param by day, feature, action and details, where the answer is grouped
 * @throws BadRequest for groups of single users, or more numbers than can be looked through in time
 */
export async function hiddenIn(
  r: ReportReader,
  v: Seen,
  range: Range,
  by: readonly string[] = [],
): Promise<Hidden> {
  if (by.includes('user'))
    throw new BadRequest({ groupBy: 'user is refused with anonymize=true: each group would be one person' });
  const details = plainDetails(r.ctx.catalogue).filter((name) => by.includes(name));
  if (details.length > 0)
    throw new BadRequest({
      groupBy: `${details.join(' and ')} is refused with anonymize=true: what single activities say may name somebody. Take day, feature, action or a breakdown`,
    });
  const cells = await cellsOf(v, range, by.includes('day'));
  const told = numbersOf(r, v, cells.places);
  const grouping = (by: readonly string[], worth: number) => ({ ...groupsIn(r, cells, by), worth });
  const own = grouping(by, WORTH.group);
  // Who asks for two groupings at once may ask for each of them.
  const each = by.length > 1 ? by.map((name) => grouping([name], WORTH.elsewhere)) : [];
  const input = {
    places: Int32Array.from(cells.atoms, ({ place }) => place),
    counts: Float64Array.from(cells.atoms, ({ n }) => n),
    crowds: cells.crowds,
    sums: told.map(({ weights, worth }) => ({ weights, worth })),
    groupings:
      by.length > 0
        ? [own, ...each].map(({ of, worth }) => ({ of, worth, elsewhere: worth === WORTH.elsewhere }))
        : [],
    budget: BUDGET,
  };
  const found = await storeOf(r.ctx.db).walker.suppress(input, { signal: r.signal });
  if (!found) throw tooMuch(by, own.groups.length);
  const names = new Set(told.flatMap(({ name }, i) => (found.sums[i] === 1 ? [name] : [])));
  if (!cells.early)
    for (const name of ['totalSessions', 'totalMedia'] as const) names.add(NUMBER.headline(name));
  return { has: (name) => names.has(name), groups: own.groups.filter((_, i) => found.groups[0]?.[i] === 0) };
}

function tooMuch(by: readonly string[], groups: number): BadRequest {
  const took = `more than ${BUDGET / 1_000} s to find out what gives nobody away`;
  return by.length > 0
    ? new BadRequest({
        groupBy: `gives ${groups} groups, which need ${took}; take a shorter range or one grouping`,
      })
    : new BadRequest({ period: `needs ${took}; take a shorter one, or ask for one feature` });
}

/** The groups, as the same question without anonymity has them, and which of them each atom is in. */
function groupsIn(r: ReportReader, { places, atoms }: Cells, by: readonly string[]) {
  const keys = places.map(({ kind, early }): readonly string[] | null => {
    if (by.length === 0 || early || kind.signal !== '') return null;
    const parts = by.map((name) => (name === 'day' ? '' : partOf(r, kind, name)));
    return parts.every((part) => part !== undefined) ? parts : null;
  });
  const byDay = by.includes('day');
  const found = new Map<string, number>();
  const groups: { parts: readonly string[]; count: number }[] = [];
  const of = Int32Array.from(atoms, ({ place, day, n }: Atom) => {
    const parts = keys[place];
    if (!parts) return -1;
    const key = [byDay ? day : '', ...parts].join('\u0000');
    let group = found.get(key);
    if (group === undefined) {
      const named = parts.map((part, i) => (by[i] === 'day' ? day! : part));
      group = groups.push({ parts: named, count: 0 }) - 1;
      found.set(key, group);
    }
    groups[group]!.count += n;
    return group;
  });
  return { groups, of };
}
