import type { Stickiness, StickinessPeopleQuery, StickinessQuery } from '../../../contract/index.ts';
import { exportStickinessPeople } from '../../../reports/explore/stickiness.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

type Day = Stickiness['days'][number];

const COLUMNS = fields<Day>('day', 'daily', 'weekly', 'monthly', 'share', 'unfinished');

export const stickinessHandlers = {
  stickiness: numbers<StickinessQuery, Stickiness, Day>({
    name: 'stickiness',
    report: reports.stickiness,
    columns: () => COLUMNS,
    rows: ({ days }) => days,
  }),
  stickinessPeople: people<StickinessPeopleQuery>({
    name: 'stickiness-people',
    page: reports.stickinessPeople,
    file: exportStickinessPeople,
  }),
};
