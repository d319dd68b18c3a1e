import type { Meta } from '../../contract/common.ts';
import type { Cell } from '../format/csv.ts';
import { dayIn } from '../format/date.ts';
import { major, type Unit } from '../format/number.ts';
import type { CardGroup } from './metric-cluster.tsx';
import type { TableFile } from './save-button.tsx';

/** Every card of a page with what it was before: money in major units, parts from 0 to 1. */
export function cardFile(page: string, groups: () => readonly CardGroup[], meta: Meta): TableFile {
  return {
    what: 'the numbers of this page with their trends',
    name: [page, 'numbers', dayIn(meta.timezone, meta.start)],
    rows: () => [
      ['metric', 'value', 'previous', 'change', 'change_percent', 'unit', 'start', 'end'],
      ...groups()
        .flatMap(({ cards }) => cards)
        .map(({ label, value, unit, trend, stock }): Cell[] => [
          label,
          inUnit(value, unit),
          trend ? inUnit(trend.previous, unit) : null,
          trend ? inUnit(trend.change, unit) : null,
          trend?.changePercent ?? null,
          unit.kind === 'money' ? unit.currency : unit.kind,
          stock ? null : meta.start,
          meta.end,
        ]),
    ],
  };
}

const inUnit = (value: number, unit: Unit) => (unit.kind === 'money' ? major(value, unit.currency) : value);
