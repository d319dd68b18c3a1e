import type { Meta, Trend } from '../../contract/common.ts';
import type { CsvCell } from '../format/csv.ts';
import { dayIn } from '../format/date.ts';
import { COUNT, major, type Unit } from '../format/number.ts';
import type { TableFile } from '../ui/save-button.tsx';
import type { CardGroup } from './metric-cluster.tsx';

/** Every card of a page with what it was before: money in major units, parts from 0 to 1. */
export function cardFile(page: string, groups: () => readonly CardGroup[], meta: Meta): TableFile {
  return {
    what: 'the numbers of this page with their trends',
    name: [page, 'numbers', dayIn(meta.timezone, meta.start)],
    rows: () => [
      ['metric', 'value', ...TREND_HEAD, 'unit', 'start', 'end'],
      ...groups()
        .flatMap(({ cards }) => cards)
        .map(({ label, value, unit, trend, stock }): CsvCell[] => [
          label,
          inUnit(value, unit),
          ...trendCells(trend, unit),
          unit.kind === 'money' ? unit.currency : unit.kind,
          stock ? null : meta.start,
          meta.end,
        ]),
    ],
  };
}

export const TREND_HEAD = ['previous', 'change', 'change_percent'] as const;

/** A trend's cells under that head; empty ones where nothing is compared. */
export const trendCells = (trend: Trend | null | undefined, unit: Unit = COUNT): CsvCell[] =>
  trend
    ? [inUnit(trend.previous, unit), inUnit(trend.change, unit), trend.changePercent]
    : [null, null, null];

const inUnit = (value: number, unit: Unit) => (unit.kind === 'money' ? major(value, unit.currency) : value);
