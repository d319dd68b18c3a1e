import { useState } from 'react';
import * as texts from '#texts/chart-tools.ts';
import * as nouns from '#texts/nouns.ts';
import type { Meta } from '../../contract/common.ts';
import { bucket, dayIn, span } from '../format/date.ts';
import { exact } from '../format/number.ts';
import { later } from '../ui/later.tsx';
import type { Stack } from './stack.ts';
import { lookOf } from './stack-options.ts';
import StackedChart from './stacked-chart.tsx';
import { StackedLegend } from './stacked-legend.tsx';

const ChartDownload = later(() => import('./chart-download.tsx'));

interface StackedPanelProps {
  readonly label: string;
  readonly stack: Stack;
  readonly meta: Meta;
  readonly openedBy: (layer: Stack['layers'][number]) => string | null;
}

const NONE: ReadonlySet<number> = new Set();

/** Parts over time, with the legend that reads them. */
export default function StackedPanel({ label, stack, meta, openedBy }: StackedPanelProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  const index = pointed ?? held;
  const [hidden, setHidden] = useState(NONE);
  const at = index === null ? undefined : stack.buckets[index];
  const total = index === null ? sum(stack.totals) : (stack.totals[index] ?? 0);
  const open = at !== undefined && Date.parse(at.end) > Date.parse(meta.computedAt);
  const range = span(meta.start, meta.end, meta.timezone);
  return (
    <>
      <div className="flex items-start justify-between gap-3 px-4 pt-3">
        <p className="pt-1 text-xs text-ink-2" data-testid="pointed">
          {at ? bucket(at.start, at.end, meta.interval, meta.timezone) : texts.wholeRange}
          {open && texts.soFar}
          <span className="ms-2 text-base font-semibold text-ink">{exact(total)}</span>{' '}
          {nouns.activities(total)}
        </p>
        <ChartDownload
          title={texts.by(label, meta.interval)}
          note={`${range} · ${meta.timezone}`}
          name={[label, 'by', meta.interval, dayIn(meta.timezone, meta.start)]}
          legend={stack.layers
            .map((layer, i) => ({ label: layer.label, look: lookOf(stack, i) }))
            .filter((_, i) => !hidden.has(i))}
          rows={() => rowsOf(stack)}
          meanwhile={<div className="size-8" />}
        />
      </div>
      <StackedChart
        label={label}
        stack={stack}
        hidden={hidden}
        meta={meta}
        index={index}
        onIndex={setPointed}
        onHold={() => setHeld(pointed === held ? null : pointed)}
      />
      <StackedLegend stack={stack} hidden={hidden} onHidden={setHidden} index={index} openedBy={openedBy} />
    </>
  );
}

/** Every part, hidden or not: a row for each bar. */
const rowsOf = ({ layers, buckets }: Stack) => [
  ['start', 'end', ...layers.map((layer) => layer.label)],
  ...buckets.map(({ start, end }, i) => [start, end, ...layers.map(({ counts }) => counts[i] ?? 0)]),
];

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
