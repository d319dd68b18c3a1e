import type { CellsAnswer } from '../../../store/questions/cells.ts';
import type { SplitQuestion } from '../../../store/questions/split.ts';
import { storeOf } from '../../../store/store.ts';
import { FEWEST } from '../../../store/suppress.ts';
import { WORTH } from '../../anonymous/numbers.ts';
import { isFew } from '../../anonymous/summary.ts';
import { BadRequest } from '../../errors.ts';
import { HOURS_OF_WEEK } from '../../range/hours-of-week.ts';
import type { ReportReader } from '../../read/reader.ts';
import type { Seen } from '../../read/seen.ts';
import type { CutOfPeople, NamedCut, Pair } from './cuts.ts';

/** Milliseconds that the thread may work out what is to be hidden. */
const BUDGET = 2_000;

/** A cut by people, of whose parts those may be shown that are of many in each range. */
export function manyPeople({ people, ...cut }: CutOfPeople): NamedCut {
  const shown = new Set<number>();
  for (let part = 0; part < cut.size; part++) if (people.every((of) => !isFew(of[part]!))) shown.add(part);
  const left = () =>
    people.map((of) => of.reduce((sum, n, part) => sum + (shown.has(part) ? 0 : n), 0)).some(isFew);
  const bySize = [...shown].sort((a, b) => people[1][a]! - people[1][b]!);
  // What is left of the whole is of five at least, or of nobody: the smallest go with it.
  for (const part of bySize) if (left()) shown.delete(part);
  return { ...cut, shows: (part) => shown.has(part) };
}

/**
 * Cuts by kinds of activity and by time: which of their parts may be shown, so that none of both ranges' numbers tells of
 * a few.
 *
 * @throws BadRequest where it takes too long to find out
 */
export async function manyEach(
  r: ReportReader,
  v: Seen,
  questions: Pair<SplitQuestion>,
  cuts: readonly NamedCut[],
): Promise<NamedCut[] | null> {
  const [first] = questions;
  const byKind = cuts.filter((_, i) => i < first.groupings.length);
  const byTime = cuts.slice(first.groupings.length);
  const classes = classesOf(first);
  const kinds = await hidden(r, v, questions, {
    groups: classes.groups,
    staff: classes.staff,
    buckets: (q) => [q.span],
    groupings: byKind.map((cut, g) => ({
      size: cut.size,
      of: (cell) => classes.parts[cell.group]![g]!,
    })),
  });
  if (!kinds) return null;
  const times = await hidden(r, v, questions, {
    // Whether internal accounts count may differ by kind.
    groups: Int32Array.from(first.weights, (weight, no) => (weight === 0 ? -1 : first.internal[no]!)),
    staff: Uint8Array.from([0, 1]),
    buckets: (q) => Array.from(q.cells, (_, i) => ({ start: q.times[i]!, end: q.times[i + 1]! })),
    groupings: byTime.map(({ dimension, size }) => ({
      size,
      of: (cell, q) => {
        const hour = q.cells[cell.bucket]! % HOURS_OF_WEEK;
        return dimension === 'hour' ? hour % 24 : Math.floor(hour / 24);
      },
    })),
  });
  if (!times) return null;
  return [
    ...byKind.map((cut, i) => withShown(cut, kinds[i]!)),
    ...byTime.map((cut, i) => withShown(cut, times[i]!)),
  ];
}

const withShown = (cut: NamedCut, shown: Uint8Array): NamedCut => ({
  ...cut,
  shows: (part) => shown[part] === 1,
});

interface Cell {
  readonly bucket: number;
  readonly group: number;
}

interface Asked {
  readonly groups: Int32Array;
  /** By group: 1 where internal accounts count. */
  readonly staff: Uint8Array;
  buckets(q: SplitQuestion): { readonly start: number; readonly end: number }[];
  readonly groupings: readonly { readonly size: number; of(cell: Cell, q: SplitQuestion): number }[];
}

/** By grouping and part: 1 where it may be shown in both ranges. Null where a whole may not. */
async function hidden(
  r: ReportReader,
  v: Seen,
  questions: Pair<SplitQuestion>,
  { groups, staff, buckets, groupings }: Asked,
): Promise<Uint8Array[] | null> {
  const answers = await v.walk(
    questions.map((q) => ({
      sink: 'crowds' as const,
      span: q.span,
      places: q.places,
      buckets: buckets(q),
      groups,
      staff,
    })),
  );
  const atoms = answers.flatMap(({ cells }, range) => atomsOf(cells, range));
  const crowds = answers.flatMap((answer) => [...answer.crowds]);
  const found = await storeOf(r.ctx.db).walker.suppress(
    {
      places: Int32Array.from(atoms, ({ range }) => range),
      counts: Float64Array.from(atoms, ({ n }) => n),
      crowds: Int32Array.from(crowds),
      sums: [0, 1].map((range) => ({
        weights: Int8Array.from([0, 1], (place) => (place === range ? 1 : 0)),
        worth: WORTH.plain,
      })),
      groupings: groupings.map(({ size, of }) => ({
        of: Int32Array.from(atoms, (atom) => atom.range * size + of(atom, questions[atom.range]!)),
        worth: WORTH.group,
      })),
      budget: BUDGET,
    },
    { signal: r.signal },
  );
  if (!found)
    throw new BadRequest({
      period: `needs more than ${BUDGET / 1_000} s to find out what gives nobody away; take a shorter one, or ask for one feature`,
    });
  if (found.sums.some((one) => one === 1)) return null;
  return groupings.map(({ size }, g) =>
    Uint8Array.from({ length: size }, (_, part) =>
      [part, size + part].every((group) => found.groups[g]![group] !== 1) ? 1 : 0,
    ),
  );
}

const atomsOf = ({ length, buckets, groups, counts }: CellsAnswer, range: number) =>
  Array.from({ length }, (_, i) => ({
    range: range as 0 | 1,
    bucket: buckets[i]!,
    group: groups[i]!,
    n: counts[i]!,
  }));

/** Kinds that are in the same parts, and of which internal accounts count alike. */
function classesOf({ weights, internal, groupings }: SplitQuestion) {
  const places = new Map<string, number>();
  const parts: number[][] = [];
  const staff: number[] = [];
  const groups = Int32Array.from(weights, (weight, no) => {
    if (weight === 0) return -1;
    const own = groupings.map((grouping) => grouping.groups[no]!);
    const key = [internal[no], ...own].join(' ');
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, parts.length);
    staff.push(internal[no]!);
    return parts.push(own) - 1;
  });
  return { groups, parts, staff: Uint8Array.from(staff) };
}

/** Why a number isn't there. */
export const REASON = `would tell of fewer than ${FEWEST} users`;
