import type { Rhythm } from '../../contract/index.ts';
import { isFew } from '../anonymous/summary.ts';

type Numbers = Pick<Rhythm, 'cells' | 'total'>;

const unsaid = <T extends Numbers['total']>(each: T): T => ({
  ...each,
  activities: null,
  people: null,
  mean: null,
});

/**
 * No hour with one to four people, or without as few of all. What the hours leave of the total is of more people than that,
 * too: where it wouldn't be, the hour with fewest of the others isn't told either.
 *
 * @param peopleIn how many different people were there in any of some hours, by place
 */
export async function anonymousRhythm(
  { cells, total }: Numbers,
  peopleIn: (hours: ReadonlySet<number>) => Promise<number>,
): Promise<Numbers> {
  const all = total.people!;
  if (isFew(all)) return { cells: cells.map(unsaid), total: unsaid(total) };
  const places = [...cells.keys()];
  const hidden = new Set(places.filter((i) => isFew(cells[i]!.people!) || isFew(all - cells[i]!.people!)));
  if (hidden.size > 0 && isFew(await peopleIn(hidden))) {
    const others = places.filter((i) => !hidden.has(i) && cells[i]!.people! > 0);
    const fewest = others.sort((a, b) => cells[a]!.people! - cells[b]!.people!)[0];
    if (fewest !== undefined) hidden.add(fewest);
  }
  return { cells: cells.map((cell, i) => (hidden.has(i) ? unsaid(cell) : cell)), total };
}
