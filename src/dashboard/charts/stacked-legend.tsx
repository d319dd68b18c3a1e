import { exact, neighbours, share } from '../format/number.ts';
import { RowsLink } from '../numbers/opened/rows-link.tsx';
import { LayerSwatch } from '../ui/swatch.tsx';
import type { Stack } from './stack.ts';
import { lookOf } from './stack-options.ts';

interface StackedLegendProps {
  readonly stack: Stack;
  readonly hidden: ReadonlySet<number>;
  readonly onHidden: (hidden: ReadonlySet<number>) => void;
  readonly index: number | null;
  /** What a layer's number opens; none where it is of several. */
  readonly openedBy: (layer: Stack['layers'][number]) => string | null;
}

/** The chart's parts with their numbers: of the bar that is pointed at, or of the whole range. A press hides a part. */
export function StackedLegend({ stack, hidden, onHidden, index, openedBy }: StackedLegendProps) {
  const shown = stack.layers.map(({ counts, count }) => (index === null ? count : (counts[index] ?? 0)));
  const at = index === null ? undefined : stack.buckets[index];
  const whole = shown.reduce((sum, n, layer) => (hidden.has(layer) ? sum : sum + n), 0);
  const toggle = (layer: number) => {
    const next = new Set(hidden);
    if (!next.delete(layer)) next.add(layer);
    // With none left there is nothing to see: all come back.
    onHidden(next.size === stack.layers.length ? new Set() : next);
  };
  return (
    <ul
      className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-x-6 px-4 pb-3"
      data-testid="legend"
    >
      {stack.layers.map((layer, i) => {
        const key = openedBy(layer);
        const n = shown[i] ?? 0;
        return (
          <li
            key={JSON.stringify(layer.key)}
            className="flex items-center gap-2 border-b border-line py-1 text-sm"
          >
            <button
              type="button"
              aria-pressed={!hidden.has(i)}
              onClick={() => toggle(i)}
              className="flex min-w-0 flex-1 items-center gap-2 py-0.5 text-start text-ink-2 hover:text-ink aria-[pressed=false]:line-through aria-[pressed=false]:opacity-60"
            >
              <LayerSwatch look={lookOf(stack, i)} />
              <span className="truncate" title={layer.label}>
                {layer.label}
              </span>
            </button>
            <span className="text-xs text-ink-3">
              {hidden.has(i) ? '' : share(n, whole, neighbours(shown, i))}
            </span>
            <span className="font-medium">
              {key ? (
                <RowsLink of={key} since={at?.start} until={at?.end} count={n}>
                  {exact(n)}
                </RowsLink>
              ) : (
                exact(n)
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
