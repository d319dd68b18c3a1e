import { Link } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Trend } from '../../contract/common.ts';
import { exact, human, type Unit } from '../format/number.ts';
import { Sparkline } from '../ui/sparkline.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';
import type { ChartSearch } from '../url/views.ts';

export interface CardData {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly definition: string;
  readonly value: number;
  readonly unit: Unit;
  readonly trend: Trend | null | undefined;
  /** The series behind it, which the card opens in the large chart. */
  readonly run?: {
    readonly metric: string;
    /** What the line shows: `Uploads, by day`. */
    readonly title: string;
    readonly values: readonly (number | null)[];
    /** The line's floor is its lowest value. */
    readonly floating?: boolean | undefined;
    /** The chart shows this very number now. */
    readonly selected: boolean;
  };
  /** Under the line, or in its place. */
  readonly below?: ReactNode;
  /** A small way to what it counted, in the corner. */
  readonly corner?: ReactNode;
}

const BODY = 'relative flex h-full flex-col p-4';

/** A reading: number, trend and run. It opens its series in the large chart. */
export function MetricCard({ card }: { card: CardData }) {
  const { run, corner } = card;
  return (
    <li className="relative min-w-0 border-r border-b border-line/70 first:max-sm:nth-last-3:col-span-2">
      {run ? (
        <Link
          to="."
          search={((previous: ChartSearch) => ({ ...previous, metric: run.metric })) as never}
          hash="chart"
          hashScrollIntoView={{ block: 'nearest' }}
          aria-current={run.selected ? 'true' : undefined}
          className={`${BODY} -outline-offset-2 before:absolute before:inset-x-4 before:top-0 before:h-0.5 before:bg-signal before:opacity-0 hover:bg-tint/5 aria-current:before:opacity-100`}
        >
          <Body card={card} />
        </Link>
      ) : (
        <div className={BODY}>
          <Body card={card} />
        </div>
      )}
      {corner && <span className="absolute top-2.5 right-2.5">{corner}</span>}
    </li>
  );
}

function Body({ card }: { card: CardData }) {
  const { label, icon: Icon, definition, value, unit, trend, run, below, corner } = card;
  return (
    <>
      <span
        className={`flex items-center gap-2 text-sm text-ink-2 ${corner ? 'pr-7' : ''}`}
        title={definition}
      >
        <Icon className="size-4 shrink-0 text-tint" aria-hidden="true" />
        <span className="truncate">{label}</span>
      </span>
      <span className="mt-1.5 mb-2 flex flex-wrap items-baseline gap-x-2.5">
        <span className="text-2xl font-semibold tracking-tight" title={exact(value, unit)}>
          {human(value, unit)}
        </span>
        <TrendBadge trend={trend} unit={unit} />
      </span>
      {run && (
        <span className="relative mt-auto block max-h-12 min-h-7 flex-1" title={run.title}>
          <Sparkline values={run.values} floating={run.floating} className="absolute inset-0 size-full" />
        </span>
      )}
      {below && (
        <span className={`block text-xs text-ink-3 ${run ? 'mt-2 -mb-1.5' : 'mt-auto'}`}>{below}</span>
      )}
    </>
  );
}
