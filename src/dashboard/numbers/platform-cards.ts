import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Meta, Trend } from '../../contract/common.ts';
import { COUNT, type Unit } from '../format/number.ts';
import type { CardData } from './metric-card.tsx';
import type { PlatformDef } from './platform.ts';
import { pointsOf, stockRun, wholeValues } from './run.ts';

interface Report<Name extends string> {
  readonly trends: Readonly<Record<Name, Trend>> | null;
  readonly meta: Meta;
}

interface CardOptions {
  readonly icon: LucideIcon;
  readonly unit?: Unit;
  readonly below?: ReactNode;
}

/** A card of a report over platform facts; it has a line where the report has its series. */
export function platformCard<Name extends string, Series extends Name>(
  defs: Readonly<Record<Name, PlatformDef>>,
  stats: Report<Name> & Readonly<Record<Name, number>>,
  name: Name,
  { icon, unit = COUNT, below }: CardOptions,
  run?: {
    readonly series: Parameters<typeof pointsOf<Series>>[0];
    readonly name: Series;
    readonly charted: string;
    /** The series adds to the card's number: the line is that number, counted back from its last. */
    readonly cumulative?: true;
  },
): CardData {
  const { label, definition, formula, stock, opens } = defs[name];
  const points = run ? pointsOf(run.series, run.name, stats.meta.computedAt) : [];
  return {
    label,
    icon,
    definition,
    value: stats[name],
    unit,
    trend: stats.trends?.[name],
    meta: stats.meta,
    formula,
    stock,
    opens,
    below,
    ...(run && {
      run: {
        metric: run.name,
        title: `${run.cumulative ? label : defs[run.name].label}, by ${stats.meta.interval}`,
        values: run.cumulative ? stockRun(stats[name], points, stats.meta) : wholeValues(points, stats.meta),
        floating: run.cumulative,
        selected: run.name === name && run.charted === name,
      },
    }),
  };
}
