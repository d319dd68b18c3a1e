import type { TellTry } from './funnel-tries.ts';
import type { FunnelAnswer, FunnelQuestion, FunnelTries } from './questions/funnel.ts';
import { bucketFinder } from './sink.ts';

/** Adds up what became of tries. */
export function createTally({ size, buckets, groups, groupCount, list }: FunnelQuestion): {
  readonly add: TellTry;
  answer(): FunnelAnswer;
} {
  const bucketOf = bucketFinder(buckets);
  const ended = new Float64Array(groupCount * size);
  const series = new Float64Array(buckets.length * size);
  const opened = new Float64Array(groupCount * size);
  /** At `group * size + step`: how long each took to get there. */
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
    answer() {
      // By group, and of all of them behind.
      const cells = groupCount === 1 ? took : [...took, ...wholes(took, size)];
      const sorted = cells.map((each) => Float64Array.from(each).sort());
      const quantiles = (part: number) => Float64Array.from(sorted, (each) => quantile(each, part));
      return {
        ended,
        series,
        open: opened,
        median: quantiles(0.5),
        p90: quantiles(0.9),
        list: list && asArrays(listed),
      };
    },
  };
}

const wholes = (took: readonly number[][], size: number): number[][] =>
  Array.from({ length: size }, (_, step) => took.filter((_, i) => i % size === step).flat());

/** The least that so large a part of all doesn't exceed. */
const quantile = (sorted: Float64Array, part: number): number =>
  sorted.length === 0 ? Number.NaN : sorted[Math.ceil(sorted.length * part) - 1]!;

const asArrays = (listed: Record<'users' | 'reached' | 'groups' | 'times', number[]>): FunnelTries => ({
  length: listed.users.length,
  users: Int32Array.from(listed.users),
  reached: Uint8Array.from(listed.reached),
  groups: Int32Array.from(listed.groups),
  times: Float64Array.from(listed.times),
});
