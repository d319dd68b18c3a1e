import type { TellTry } from './funnel-tries.ts';
import type { FunnelAnswer, FunnelQuestion, FunnelTries } from './questions/funnel.ts';
import { bucketFinder } from './sink.ts';
import { finish } from './steps.ts';
import { addTo } from './sums.ts';

/** What became of tries, before it is told how long half of them took. */
export interface FunnelPart {
  readonly counts: Pick<FunnelAnswer, 'ended' | 'series' | 'open'>;
  /** At `group * size + step`: how long each took to get there; at step 0, from the first to the last. */
  readonly took: readonly Float64Array[];
  readonly list: FunnelTries | null;
}

/** Adds up what became of tries. */
export function createTally({ size, buckets, groups, groupCount, list }: FunnelQuestion): {
  readonly add: TellTry;
  part(): FunnelPart;
} {
  const bucketOf = bucketFinder(buckets);
  const ended = new Float64Array(groupCount * size);
  const series = new Float64Array(buckets.length * size);
  const opened = new Float64Array(groupCount * size);
  const took: number[][] = Array.from({ length: groupCount * size }, () => []);
  const listed = {
    users: [] as number[],
    reached: [] as number[],
    groups: [] as number[],
    times: [] as number[],
  };
  return {
    add(user, reached, first, times, at, open) {
      const group = groups[first]!;
      ended[group * size + reached - 1]!++;
      const bucket = bucketOf(times[at]!);
      if (bucket >= 0) series[bucket * size + reached - 1]!++;
      if (open) opened[group * size + reached - 1]!++;
      for (let step = 1; step < reached; step++)
        took[group * size + step]!.push(times[at + step]! - times[at + step - 1]!);
      if (reached === size) took[group * size]!.push(times[at + size - 1]! - times[at]!);
      if (!list || reached < list.from || reached > list.to || (list.group ?? group) !== group) return;
      listed.users.push(user);
      listed.reached.push(reached);
      listed.groups.push(group);
      for (let step = 0; step < size; step++)
        listed.times.push(step < reached ? times[at + step]! : Number.NaN);
    },
    part: () => ({
      counts: { ended, series, open: opened },
      took: took.map((each) => Float64Array.from(each)),
      list: list && asArrays(listed),
    }),
  };
}

/** What tries of different people came to. */
export function funnelOf({ size, groupCount }: FunnelQuestion, parts: readonly FunnelPart[]): FunnelAnswer {
  const [{ counts, list }] = parts as [FunnelPart];
  for (const other of parts.slice(1)) finish(addTo(counts, other.counts));
  const took = Array.from({ length: groupCount * size }, (_, i) => parts.map((part) => part.took[i]!));
  // By group, and of all of them behind.
  const wholes = Array.from({ length: groupCount === 1 ? 0 : size }, (_, step) =>
    took.flatMap((each, i) => (i % size === step ? each : [])),
  );
  const each = [...took, ...wholes].map(joined);
  const quantiles = (part: number) => Float64Array.from(each, (numbers) => quantile(numbers, part));
  return { ...counts, median: quantiles(0.5), p90: quantiles(0.9), list };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The least that so large a part of all doesn't exceed. Puts `numbers` in another order. */
function quantile(numbers: Float64Array, part: number): number {
  const place = Math.ceil(numbers.length * part) - 1;
  if (place < 0) return Number.NaN;
  // What is left may hold the place; the rest is on its side of it already. Sorting all takes three times as long.
  for (let [low, high] = [0, numbers.length - 1]; low < high; ) {
    const pivot = numbers[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (numbers[i]! < pivot) i++;
      while (numbers[j]! > pivot) j--;
      if (i > j) break;
      const n = numbers[i]!;
      numbers[i++] = numbers[j]!;
      numbers[j--] = n;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return numbers[place]!;
}

const asArrays = (listed: Record<'users' | 'reached' | 'groups' | 'times', number[]>): FunnelTries => ({
  length: listed.users.length,
  users: Int32Array.from(listed.users),
  reached: Uint8Array.from(listed.reached),
  groups: Int32Array.from(listed.groups),
  times: Float64Array.from(listed.times),
});
