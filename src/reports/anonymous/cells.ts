import { dayOf } from '../../db/days.ts';
import type { Kind } from '../../store/kinds.ts';
import { bucketsOf } from '../range/buckets.ts';
import type { Range } from '../range/period.ts';
import type { Seen } from '../read/seen.ts';
import { lifeUntil } from '../totals/lifetime.ts';

/** What activities agree in as far as any number of an answer tells them apart, but for the day. */
export interface Place {
  readonly kind: Kind;
  readonly internal: boolean;
  /** Before the range, where only lifetime numbers reach. */
  readonly early: boolean;
}

/** Activities and signals of one place and day. */
export interface Atom {
  readonly place: number;
  /** Local date; null where days don't matter. */
  readonly day: string | null;
  readonly n: number;
}

export interface Cells {
  readonly places: readonly Place[];
  readonly atoms: readonly Atom[];
  /** What was done before the range is among them. */
  readonly early: boolean;
  /** Of each atom up to five users who are in it, by number. */
  readonly crowds: Int32Array;
}

/** All that any number of an answer could count, with who did it. */
export async function cellsOf(v: Seen, range: Range, byDay: boolean): Promise<Cells> {
  const { scope } = v;
  const life = lifeUntil([range.end]);
  const before = { start: life.start, end: range.start };
  // Where retention leaves a lifetime open, none is told.
  const early = await v.tells(before);
  const days = byDay ? bucketsOf(range, 'day', range.timezone) : [{ start: range.start, end: range.end }];
  const signals = scope.signals.map((counter) => v.weights(counter));
  const counted = v.kinds.filter(
    (kind) => v.passes[kind.no] === 1 || signals.some((weights) => weights[kind.no]! > 0),
  );
  const groups = new Int32Array(v.kindCount).fill(-1);
  counted.forEach((kind, i) => {
    groups[kind.no] = i;
  });
  const [{ cells, crowds }] = await v.walk([
    {
      sink: 'crowds',
      span: early ? life : range,
      places: v.places,
      buckets: early ? [before, ...days] : days,
      groups,
      staff: Uint8Array.from(counted, (kind) => (scope.countsInternal(kind) ? 1 : 0)),
    },
  ]);
  const found = new Map<number, number>();
  const places: Place[] = [];
  const atoms = Array.from({ length: cells.length }, (_, i): Atom => {
    const internal = cells.internal[i]!;
    // The first bucket is of the time before.
    const bucket = cells.buckets[i]! + (early ? 0 : 1);
    const key = (cells.groups[i]! * 2 + internal) * 2 + (bucket === 0 ? 1 : 0);
    let place = found.get(key);
    if (place === undefined) {
      const kind = counted[cells.groups[i]!]!;
      place = places.push({ kind, internal: internal === 1, early: bucket === 0 }) - 1;
      found.set(key, place);
    }
    const day = byDay && bucket > 0 ? dayOf(days[bucket - 1]!.start, range.timezone) : null;
    return { place, day, n: cells.counts[i]! };
  });
  return { places, atoms, early, crowds };
}
