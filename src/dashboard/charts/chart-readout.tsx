import * as texts from '#texts/charts.ts';
import { exact } from '../format/number.ts';
import { trendOf } from '../format/trend.ts';
import { readingAt } from '../numbers/reading.ts';
import type { Run } from '../numbers/run.ts';
import { BEFORE, CURRENT } from '../ui/line-look.ts';
import { LineSwatch } from '../ui/swatch.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';

/** The instrument's display: it stays in place while the pointer moves. */
export function ChartReadout({ run, index }: { run: Run; index: number | null }) {
  const { label, current, previous, previousLabel, unit } = readingAt(run, index);
  return (
    <div className="flex min-h-17 flex-wrap items-end gap-x-8 gap-y-1 px-4 pt-3 pb-2" data-testid="readout">
      <div>
        <p className="flex items-center gap-2 text-xs text-ink-2">
          <LineSwatch look={CURRENT} />
          {label}
        </p>
        <p className="mt-0.5 flex items-baseline gap-2.5">
          <span className="text-xl font-semibold tracking-tight">
            {current === null ? '–' : exact(current, unit)}
          </span>
          {current !== null && previous !== null && (
            <TrendBadge trend={trendOf(current, previous)} unit={unit} good={run.good} />
          )}
        </p>
      </div>
      {previous !== null && (
        <div>
          <p className="flex items-center gap-2 text-xs text-ink-3">
            <LineSwatch look={BEFORE} />
            {previousLabel ?? texts.before}
          </p>
          <p className="mt-0.5 text-lg leading-6.5 text-ink-2">{exact(previous, unit)}</p>
        </div>
      )}
    </div>
  );
}
