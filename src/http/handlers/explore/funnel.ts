import type { Funnel, FunnelPeopleQuery, FunnelQuery } from '../../../contract/index.ts';
import type { Column } from '../../../export/index.ts';
import { exportFunnelPeople } from '../../../reports/explore/funnel-people.ts';
import { reports } from '../../../reports/index.ts';
import { fields, numbers, people } from '../answers.ts';

type Row = Funnel['steps'][number] & { readonly key?: string; readonly group?: string };

export const funnelHandlers = {
  funnel: numbers<FunnelQuery, Funnel, Row>({
    name: 'funnel',
    report: reports.funnel,
    whole: (ctx, query) => reports.funnel(ctx, query, Number.POSITIVE_INFINITY),
    columns: ({ groupBy }) => columnsOf(groupBy),
    rows: ({ steps, groups }) => [
      ...steps,
      ...(groups ?? []).flatMap(({ key, label, steps }) =>
        steps.map((step) => ({ ...step, key, group: label })),
      ),
    ],
  }),
  funnelPeople: people<FunnelPeopleQuery>({
    name: 'funnel-people',
    page: reports.funnelPeople,
    file: exportFunnelPeople,
  }),
};

const columnsOf = (groupBy: string | undefined): Column<Row>[] => [
  ...(groupBy === undefined
    ? []
    : [
        { name: groupBy, value: ({ key }: Row) => key },
        { name: 'group', value: ({ group }: Row) => group },
      ]),
  ...fields<Row>(
    'step',
    'label',
    'count',
    'previous',
    'ofFirst',
    'ofBefore',
    'lost',
    'open',
    'median',
    'p90',
  ),
];
