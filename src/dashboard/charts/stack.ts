import * as texts from '#texts/chart-tools.ts';
import type { GroupSeries, UsageAnalytics } from '../../contract/reports.ts';
import { LAYERS } from '../ui/layer-look.ts';

/** One of the parts that a bar is made of. */
export interface Layer {
  /** Of the group; null for what isn't drawn for itself. */
  readonly key: Readonly<Record<string, string>> | null;
  readonly label: string;
  readonly counts: readonly number[];
  readonly count: number;
}

export interface Stack {
  /** Largest first, the rest last. */
  readonly layers: readonly Layer[];
  readonly buckets: readonly { readonly start: string; readonly end: string }[];
  readonly totals: readonly number[];
}

/** Series that the server answers with at most. */
const MOST = 50;

/** Series as parts of one bar for each bucket; more than eight are seven and the rest. */
export function stackOf(
  series: readonly GroupSeries[],
  buckets: NonNullable<UsageAnalytics['groupBuckets']>,
  one = texts.activities,
): Stack {
  const alone = series.length > LAYERS ? series.slice(0, LAYERS - 1) : series;
  const others = series.slice(alone.length);
  const layers: Layer[] = alone.map(({ key, label, counts, count }) => ({
    key,
    label: label || one,
    counts,
    count,
  }));
  if (others.length > 0)
    layers.push({
      key: null,
      label: series.length === MOST ? texts.moreOfLargest(others.length, MOST) : texts.more(others.length),
      counts: buckets.map((_, i) => sum(others.map(({ counts }) => counts[i] ?? 0))),
      count: sum(others.map(({ count }) => count)),
    });
  return {
    layers,
    buckets,
    totals: buckets.map((_, i) => sum(layers.map(({ counts }) => counts[i] ?? 0))),
  };
}

/** Heights at which each layer ends, lowest first; a hidden one adds nothing and has no height. */
export function heights({ layers, buckets }: Stack, hidden: ReadonlySet<number>): (number | null)[][] {
  const below = buckets.map(() => 0);
  return layers.map(({ counts }, layer) =>
    buckets.map((_, i) => {
      if (hidden.has(layer)) return null;
      below[i] = (below[i] ?? 0) + (counts[i] ?? 0);
      return below[i]!;
    }),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
