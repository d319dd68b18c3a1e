import * as texts from '#texts/explore-lifecycle.ts';
import type { CohortUnit } from '../../../../contract/families/explore/cohorts.ts';
import type { Lifecycle } from '../../../../contract/families/explore/lifecycle.ts';
import {
  LIFECYCLE_STATES,
  type LifecycleState,
} from '../../../../contract/families/explore/lifecycle-states.ts';
import { bucket } from '../../../format/date.ts';
import { OpensPeople } from '../../../shell/people/opens-people.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { told } from '../told-count.ts';

export type Period = Lifecycle['periods'][number];

export interface PeriodsProps {
  readonly periods: readonly Period[];
  readonly interval: CohortUnit;
  readonly zone: string;
  readonly onOpen: (which: { day: string; state: LifecycleState }) => void;
}

export const periodName = (
  { start, end }: Pick<Period, 'start' | 'end'>,
  interval: CohortUnit,
  zone: string,
) => bucket(start, end, interval, zone);

/** A period a row; each number opens its people. */
export function LifecycleTable({ periods, interval, zone, onOpen }: PeriodsProps) {
  const nameOf = (period: Period) => periodName(period, interval, zone);
  const columns: Column<Period>[] = [
    {
      name: 'period',
      label: texts.period,
      align: 'start',
      cell: (period) => (
        <>
          {nameOf(period)}
          {period.unfinished && <span className="ms-2 text-xs text-ink-3">{texts.soFar}</span>}
        </>
      ),
    },
    { name: 'active', label: texts.active, by: ({ active }) => active, cell: ({ active }) => told(active) },
    ...LIFECYCLE_STATES.map(
      (state): Column<Period> => ({
        name: state,
        label: texts.states[state],
        definition: texts.meanings[state],
        by: (period) => period[state],
        cell: (period) => (
          <OpensPeople
            count={period[state]}
            label={texts.list(told(period[state]), texts.states[state], nameOf(period))}
            onOpen={() => onOpen({ day: period.day, state })}
          >
            {told(period[state])}
          </OpensPeople>
        ),
      }),
    ),
  ];
  return (
    <>
      <DataTable
        className="panel"
        label={texts.period}
        columns={columns}
        rows={[...periods].reverse()}
        keyOf={({ day }) => day}
      />
      {periods.some(({ active }) => active === null) && (
        <p className="mt-2 text-xs text-ink-3">{texts.hidden}</p>
      )}
    </>
  );
}
