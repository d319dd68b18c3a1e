import type { Group } from '../../contract/index.ts';
import { storeOf } from '../../store/store.ts';
import type { Quantity } from '../../store/suppress.ts';
import { BadRequest } from '../errors.ts';
import { named } from '../groups/groups.ts';
import type { Range } from '../range/period.ts';
import type { Reader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import { type Cells, cellsOf } from './cells.ts';

/** Cells of a table that can be looked through for what gives what away. */
const MOST = 2_000;

/**
 * Groups of at least five users each. Those that would tell of fewer are left out, with others where the
 * total, or the sum over a row or a column, would give them away.
 *
 * @throws BadRequest for groups of single users, or too many groups.
 */
export async function anonymousGroups(
  r: Reader,
  v: Seen,
  range: Range,
  by: readonly string[],
): Promise<{ groups: Group[]; total: number }> {
  if (by.includes('user'))
    throw new BadRequest({ groupBy: 'user is refused with anonymize=true: each group would be one person' });
  const table = await cellsOf(r, v, { span: range, zone: range.timezone, by });
  const counted = tableOf(table);
  if (counted.length > MOST)
    throw new BadRequest({
      groupBy: `gives ${counted.length} groups, and at most ${MOST} can be anonymised; take a shorter range or one grouping`,
    });
  const margins = by.length < 2 ? [] : by.flatMap((_, i) => sumsBy(counted, (key) => key[i]!));
  const quantities: Quantity[] = [...counted, ...margins, ...sumsBy(counted, () => '')];
  const { walker } = storeOf(r.ctx.db);
  const hidden = await walker.suppress({ quantities, crowds: table.crowds }, { signal: r.signal });
  const day = by.indexOf('day');
  const groups = counted
    .filter((_, i) => !hidden[i])
    .map(({ key, n }) => ({
      ...named(r, by, key),
      count: n,
      previous: null,
      trend: null,
      at: key[day] ?? '',
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : b.count - a.count || (a.label < b.label ? -1 : 1)))
    .map(({ at: _, ...group }) => group);
  return { groups, total: groups.length };
}

interface Counted extends Quantity {
  readonly key: readonly string[];
}

/** The groups, as the same question without anonymity has them. */
function tableOf({ cells }: Cells): Counted[] {
  const found = new Map<string, { key: readonly string[]; atoms: number[]; n: number }>();
  cells.forEach(({ key, n }, atom) => {
    if (key.includes('')) return;
    const group = found.get(JSON.stringify(key)) ?? { key, atoms: [], n: 0 };
    group.atoms.push(atom);
    group.n += n;
    found.set(JSON.stringify(key), group);
  });
  return [...found.values()];
}

function sumsBy(groups: readonly Counted[], part: (key: readonly string[]) => string): Quantity[] {
  const sums = new Map<string, { atoms: number[]; n: number }>();
  for (const { key, atoms, n } of groups) {
    const sum = sums.get(part(key)) ?? { atoms: [], n: 0 };
    sum.atoms.push(...atoms);
    sum.n += n;
    sums.set(part(key), sum);
  }
  return [...sums.values()];
}
