import { Link } from '@tanstack/react-router';
import { List, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import * as texts from '#texts/numbers.ts';
import type { Meta, Trend } from '../../contract/common.ts';
import { exact, type Unit } from '../format/number.ts';
import { Amount } from '../ui/amount.tsx';
import type { Icon } from '../ui/feature-icon.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { TrendBadge } from '../ui/trend-badge.tsx';
import { Explain } from './explain.tsx';
import type { NumberDef } from './numbers.ts';
import { byWhom, listKind, type Opens } from './opened/opens.ts';
import { OpensLink } from './opened/opens-link.tsx';

export interface CardData {
  readonly label: string;
  readonly icon: Icon;
  readonly definition: string;
  readonly value: number;
  readonly unit: Unit;
  readonly trend: Trend | null | undefined;
  readonly good: NumberDef['good'];
  readonly meta: Meta;
  /** It is as of the range's end. */
  readonly stock?: boolean | undefined;
  /** How it is made up, where the catalogue doesn't tell. */
  readonly formula?: string | undefined;
  /** The series behind it, which the card opens in the large chart. */
  readonly run?: {
    readonly metric: string;
    /** What the line shows: `Uploads, by day`. */
    readonly title: string;
    /** None where no line tells how the number came about. */
    readonly values: readonly (number | null)[];
    /** The line's floor is its lowest value. */
    readonly floating?: boolean | undefined;
    /** The chart shows this very number now. */
    readonly selected: boolean;
  };
  /** Under the line, or in its place. */
  readonly below?: ReactNode;
  /** What it counted, by a small way in the corner. */
  readonly opens?: Opens | undefined;
}

const BODY =
  'relative min-w-0 border-e border-b border-line/70 p-4 first:max-sm:nth-last-3:col-span-2 flex flex-col before:absolute before:inset-x-4 before:top-0 before:h-0.5 before:opacity-0';
/** The whole card is the link to the chart; what has a way of its own lies over it. */
const CHARTED = 'hover:bg-tint/5 data-selected:before:bg-signal data-selected:before:opacity-100';
const OVERLAY =
  'after:absolute after:inset-0 outline-none focus-visible:after:-outline-offset-2 focus-visible:after:outline-2 focus-visible:after:outline-signal';

/** A reading: number, trend and run. It opens its series in the large chart, its list and its explanation. */
export function MetricCard({ card }: { card: CardData }) {
  const { label, icon: Icon, value, unit, trend, good, run, below, opens } = card;
  const whom = opens && byWhom(opens);
  return (
    <li className={`${BODY} ${run ? CHARTED : ''}`} data-selected={run?.selected || undefined}>
      <span
        className={`flex items-center gap-2 text-sm text-ink-2 ${opens ? 'pe-7' : ''} ${whom ? 'sm:pe-13' : ''}`}
      >
        <Icon className="size-4 shrink-0 text-tint" aria-hidden="true" />
        <Explain of={{ ...card, name: label, chart: run?.metric }} className="relative z-10 truncate">
          {label}
        </Explain>
      </span>
      <span className="mt-1.5 mb-2 flex flex-wrap items-baseline gap-x-2.5">
        <span className="text-2xl font-semibold tracking-tight">
          <Value card={card} />
        </span>
        <TrendBadge trend={trend} unit={unit} good={good} />
      </span>
      {run && run.values.length > 0 && (
        <span className="relative mt-auto block max-h-12 min-h-7 flex-1" title={run.title}>
          <Sparkline values={run.values} floating={run.floating} className="absolute inset-0 size-full" />
        </span>
      )}
      {below && (
        <span className={`block text-xs text-ink-3 ${run?.values.length ? 'mt-2 -mb-1.5' : 'mt-auto'}`}>
          {below}
        </span>
      )}
      {opens && (
        <span className="absolute top-2.5 end-2.5 z-10 flex">
          {whom && (
            <OpensLink
              opens={whom}
              count={value}
              label={texts.behind(texts.people, label)}
              or={null}
              className="icon-link max-sm:hidden"
            >
              <Users className="size-3.5" aria-hidden="true" />
            </OpensLink>
          )}
          <OpensLink
            opens={opens}
            count={value}
            label={texts.behind(texts.lists[listKind(opens)], label)}
            or={null}
            className="icon-link"
          >
            <List className="size-3.5" aria-hidden="true" />
          </OpensLink>
        </span>
      )}
    </li>
  );
}

function Value({ card: { label, value, unit, run } }: { card: CardData }) {
  if (!run) return <Amount value={value} unit={unit} />;
  const full = exact(value, unit);
  return (
    <Link
      to="."
      search={(previous) => ({ ...previous, metric: run.metric })}
      hash="chart"
      hashScrollIntoView={{ block: 'nearest' }}
      aria-current={run.selected ? 'true' : undefined}
      aria-label={texts.inTheChart(label, full)}
      title={full}
      className={OVERLAY}
    >
      <Amount value={value} unit={unit} />
    </Link>
  );
}
