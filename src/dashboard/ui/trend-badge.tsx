import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import * as texts from '#texts/ui.ts';
import type { Trend } from '../../contract/common.ts';
import { COUNT, exact, type Unit } from '../format/number.ts';
import { type Tone, toneOf, trendSize, trendWord } from '../format/trend.ts';

const ICONS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight } as const;
const TONES: Readonly<Record<Tone, string>> = { good: 'text-good', bad: 'text-bad', neutral: 'text-ink-3' };

interface TrendBadgeProps {
  readonly trend: Trend | null | undefined;
  readonly unit?: Unit;
  /** Which way is good news; null where neither is. */
  readonly good?: 'up' | 'down' | null;
}

/** Arrow and size of the change against the comparison range; from nothing there is no percentage. */
export function TrendBadge({ trend, unit = COUNT, good = 'up' }: TrendBadgeProps) {
  if (!trend) return null;
  const Icon = ICONS[trend.direction];
  const before = texts.before(exact(trend.previous, unit));
  return (
    <span
      className={`inline-flex items-baseline gap-0.5 text-xs font-medium ${TONES[toneOf(trend, good)]}`}
      title={before}
    >
      <Icon className="size-3.5 self-center" aria-hidden="true" />
      <span className="sr-only">{trendWord[trend.direction]} </span>
      {trendSize(trend, unit)}
      <span className="sr-only">, {before}</span>
    </span>
  );
}
