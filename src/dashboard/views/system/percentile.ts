import * as texts from '#texts/few-requests.ts';
import { exact } from '../../format/number.ts';

export type Percentile = 'p50' | 'p95' | 'p99';

/** Of fewer requests it is nothing but the slowest of them: one of 100 is slower than the p99. */
const FEWEST: Readonly<Record<Percentile, number>> = { p50: 2, p95: 20, p99: 100 };

/** What a percentile of so many requests is called; and why, where they are too few for one. */
export function percentileWords(name: Percentile, requests: number): { label: string; why?: string } {
  const fewest = FEWEST[name];
  if (requests === 0 || requests >= fewest) return { label: name };
  return {
    label: texts.slowestOf(exact(requests)),
    why: texts.tooFew(name, exact(requests), exact(fewest)),
  };
}
