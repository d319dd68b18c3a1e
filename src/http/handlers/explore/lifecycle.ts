import type { Lifecycle, LifecyclePeopleQuery, LifecycleQuery } from '../../../contract/index.ts';
import { exportLifecyclePeople } from '../../../reports/explore/lifecycle.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

type Period = Lifecycle['periods'][number];

const COLUMNS = fields<Period>('day', 'active', 'new', 'returning', 'resurrected', 'dormant', 'unfinished');

export const lifecycleHandlers = {
  lifecycle: numbers<LifecycleQuery, Lifecycle, Period>({
    name: 'lifecycle',
    report: reports.lifecycle,
    columns: () => COLUMNS,
    rows: ({ periods }) => periods,
  }),
  lifecyclePeople: people<LifecyclePeopleQuery>({
    name: 'lifecycle-people',
    page: reports.lifecyclePeople,
    file: exportLifecyclePeople,
  }),
};
