import * as texts from '#texts/explore-stickiness.ts';
import type { Stickiness } from '../../../../contract/families/explore/stickiness.ts';
import type { Change } from '../../../data/use-ask.ts';
import { calendarDay } from '../../../format/date.ts';
import { exact, PART } from '../../../format/number.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told } from '../told-count.ts';
import type { StickinessSearch } from './question.ts';

export interface OpensDays {
  readonly onOpen: (which: Change<StickinessSearch>) => void;
}

type Day = Stickiness['days'][number];

const LENGTHS = [
  ['daily', '1'],
  ['weekly', '7'],
  ['monthly', '28'],
] as const;

/** A day a row, the last first: how many were active on it, in the week and in the month that end with it. */
export function DaysTable({ days, onOpen }: OpensDays & { readonly days: readonly Day[] }) {
  const columns: Column<Day>[] = [
    {
      name: 'day',
      label: texts.day,
      align: 'start',
      cell: ({ day, unfinished }) => (
        <>
          {calendarDay(day)}
          {unfinished && <span className="ms-2 text-xs text-ink-3">{texts.soFar}</span>}
        </>
      ),
    },
    ...LENGTHS.map(
      ([name, within]): Column<Day> => ({
        name,
        label: texts.lengths[name],
        by: (row) => row[name],
        cell: (row) => (
          <OpensPeople
            count={row[name]}
            label={texts.openDay(told(row[name]), texts.lengths[name], calendarDay(row.day))}
            onOpen={() => onOpen({ last: row.day, within })}
          >
            {told(row[name])}
          </OpensPeople>
        ),
      }),
    ),
    {
      name: 'share',
      label: texts.share,
      by: ({ share }) => share,
      cell: ({ share }) => (share === null ? '–' : exact(share, PART)),
    },
  ];
  return (
    <DataTable
      className="panel"
      label={texts.day}
      columns={columns}
      rows={[...days].reverse()}
      keyOf={({ day }) => day}
    />
  );
}
