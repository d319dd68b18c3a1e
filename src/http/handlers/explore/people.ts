import type { PeopleListQuery, PeopleSizeQuery } from '../../../contract/index.ts';
import { exportPeopleList } from '../../../reports/explore/people-list.ts';
import { reports } from '../../../reports/index.ts';
import type { Call } from '../../handler.ts';
import { contextOf } from '../../report-context.ts';
import { asMayBeTold, people } from '../answers.ts';

export const peopleHandlers = {
  peopleSize: {
    cached: true as const,
    async run(call: Omit<Call, 'query'> & { readonly query: PeopleSizeQuery }) {
      return { body: await reports.peopleSize(await contextOf(call), asMayBeTold(call)) };
    },
  },
  peopleList: people<PeopleListQuery>({
    name: 'people',
    page: reports.peopleList,
    file: exportPeopleList,
  }),
};
