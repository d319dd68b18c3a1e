import type { Meta, Trend } from '../../contract/common.ts';
import type { CsvCell } from '../format/csv.ts';
import { COUNT, major, type Unit } from '../format/number.ts';
import type { CardGroup } from './metric-cluster.tsx';

type Rows = readonly (readonly CsvCell[])[];

/** Every card of a page with what it was before: money in major units, parts from 0 to 1. */
export const cardRows = (groups: readonly CardGroup[], meta: Meta): Rows => [
  ['metric', 'value', ...TREND_HEAD, 'unit', 'start', 'end'],
  ...groups
    .flatMap(({ cards }) => cards)
    .map(({ label, value, unit, trend, stock }): CsvCell[] => [
      label,
      inUnit(value, unit),
      ...trendCells(trend, unit),
      unit.kind === 'money' ? unit.currency : unit.kind,
      stock ? null : meta.start,
      meta.end,
    ]),
];

export const TREND_HEAD = ['previous', 'change', 'change_percent'] as const;

/** A trend's cells under that head; empty ones where nothing is compared. */
export const trendCells = (trend: Trend | null | undefined, unit: Unit = COUNT): CsvCell[] =>
  trend
    ? [inUnit(trend.previous, unit), inUnit(trend.change, unit), trend.changePercent]
    : [null, null, null];

const inUnit = (value: number, unit: Unit) => (unit.kind === 'money' ? major(value, unit.currency) : value);
