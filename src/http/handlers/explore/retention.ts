import type { CohortPeopleQuery, Cohorts, CohortsQuery } from '../../../contract/index.ts';
import { exportCohortPeople } from '../../../reports/explore/cohort-people.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

type Cell = Cohorts['cohorts'][number]['cells'][number] & {
  readonly cohort: string;
  readonly size: number | null;
  readonly period: number;
};

const COLUMNS = fields<Cell>('cohort', 'size', 'period', 'count', 'share', 'unfinished');

export const retentionHandlers = {
  cohorts: numbers<CohortsQuery, Cohorts, Cell>({
    name: 'retention',
    report: reports.cohorts,
    columns: () => COLUMNS,
    rows: ({ cohorts }) =>
      cohorts.flatMap(({ day, size, cells }) =>
        cells.map((cell, i) => ({ cohort: day, size, period: i + 1, ...cell })),
      ),
  }),
  cohortPeople: people<CohortPeopleQuery>({
    name: 'retention-people',
    page: reports.cohortPeople,
    file: exportCohortPeople,
  }),
};
