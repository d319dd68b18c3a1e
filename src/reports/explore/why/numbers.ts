import { actionsIn, countingOf, type Metric } from '../../../catalogue/index.ts';
import { WHY_METRICS, type WhyMetric } from '../../../contract/index.ts';
import type { ReportReader } from '../../read/reader.ts';
import type { Seen } from '../../read/seen.ts';

const METRICS: Readonly<Record<WhyMetric, Metric>> = {
  captionGenerations: 'captionGenerations',
  babecockCreations: 'compositions',
  mediaUploads: 'mediaUploads',
  totalCaptions: 'allCaptions',
  actionsPerformed: 'actionsPerformed',
  settingsChanged: 'settingsChanged',
};

/** By kind: what one row adds to a number that is a sum. */
export function weightsOf(r: ReportReader, v: Seen, number: string): Int32Array {
  if (number === 'activities') return Int32Array.from(v.passes);
  const metric = WHY_METRICS.find((name) => name === number);
  if (!metric) return v.weights(number);
  const actions = new Set(actionsIn(...countingOf(r.ctx.catalogue).metrics[METRICS[metric]]));
  const weights = new Int32Array(v.kindCount);
  for (const kind of v.kinds)
    weights[kind.no] = kind.signal === '' && v.passes[kind.no] === 1 && actions.has(kind.action) ? 1 : 0;
  return weights;
}
