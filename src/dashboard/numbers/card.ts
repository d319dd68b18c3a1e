import type { ReactNode } from 'react';
import * as texts from '#texts/numbers.ts';
import type { Meta, Trend } from '../../contract/common.ts';
import type { Icon } from '../ui/feature-icon.tsx';
import type { CardData } from './metric-card.tsx';
import type { NumberDef } from './numbers.ts';
import { lineOf, opensOf, type RunPoint, unitOf } from './run.ts';

interface CardInput {
  readonly icon: Icon;
  readonly value: number;
  readonly trend: Trend | null | undefined;
  readonly meta: Meta;
  /** What each bucket added; null where the report has no series of it. */
  readonly flow: readonly RunPoint[] | null;
  /** The number in the large chart. */
  readonly charted: string;
  readonly currency?: string;
  readonly below?: ReactNode;
}

/** A number of a report as its card: it shows, charts, opens and explains that one. */
export function cardOf(name: string, def: NumberDef, input: CardInput): CardData {
  const { icon, value, trend, meta, flow, charted, currency = '', below } = input;
  const { label, definition, stock, good } = def;
  return {
    label,
    icon,
    definition,
    value,
    unit: unitOf(def, currency),
    trend,
    good,
    meta,
    formula: def.formula ?? undefined,
    stock,
    opens: opensOf(def, meta, currency),
    below,
    ...(flow && {
      run: {
        metric: name,
        title: texts.by(label, meta.interval),
        values: lineOf(def, value, flow, meta),
        floating: stock,
        selected: charted === name,
      },
    }),
  };
}
