import { roleOf } from '../../auth/index.ts';
import type { exploreRoutes } from '../../contract/families/explore/routes.ts';
import type { Cohorts, CohortsQuery, Funnel, FunnelQuery, Meta } from '../../contract/index.ts';
import { type Column, lineText } from '../../export/index.ts';
import { exportCohortPeople } from '../../reports/explore/cohort-people.ts';
import { exportFunnelPeople } from '../../reports/explore/funnel-people.ts';
import { reports } from '../../reports/index.ts';
import { downloadReply } from '../download.ts';
import type { Call, HandlersOf } from '../handler.ts';
import { contextOf } from '../report-context.ts';
import { refuseFileParams, refusePages, tableReply } from '../table-reply.ts';

/** What only a file takes is refused, and so it's no other call's answer. */
const isPlain = ({ format, columns, bom }: FunnelQuery | CohortsQuery) =>
  format === 'json' && columns === undefined && !bom;

export const exploreHandlers: HandlersOf<typeof exploreRoutes> = {
  funnel: {
    cached: isPlain,
    async run(call) {
      const { format, columns, bom } = call.query;
      const query = asMayBeTold(call, call.query);
      const ctx = await contextOf(call);
      if (format === 'json') {
        refuseFileParams(call.given);
        return { body: await reports.funnel(ctx, query) };
      }
      const funnel = await reports.funnel(ctx, query, Number.POSITIVE_INFINITY);
      return tableReply({
        format,
        name: 'funnel',
        range: rangeOf(funnel),
        columns: funnelColumns(query.groupBy),
        asked: columns,
        bom,
        rows: rowsOf(funnel),
      });
    },
  },
  funnelPeople: {
    async run(call) {
      const { format, bom, ...query } = call.query;
      const ctx = await contextOf(call);
      if (format === 'json') {
        refuseFileParams(call.given);
        const body = await reports.funnelPeople(ctx, query);
        return { body, rows: body.people.length };
      }
      refusePages(call.given);
      return downloadReply(call, {
        format,
        bom,
        name: 'funnel-people',
        open: (signal) => exportFunnelPeople(ctx, query, lineText[format], signal),
      });
    },
  },
  cohorts: {
    cached: isPlain,
    async run(call) {
      const { format, columns, bom } = call.query;
      const ctx = await contextOf(call);
      const retention = await reports.cohorts(ctx, asMayBeTold(call, call.query));
      if (format === 'json') {
        refuseFileParams(call.given);
        return { body: retention };
      }
      return tableReply({
        format,
        name: 'retention',
        range: rangeOf(retention),
        columns: RETENTION,
        asked: columns,
        bom,
        rows: retention.cohorts.flatMap(({ day, size, cells }) =>
          cells.map((cell, i) => ({ cohort: day, size, period: i + 1, ...cell })),
        ),
      });
    },
  },
  cohortPeople: {
    async run(call) {
      const { format, bom, ...query } = call.query;
      const ctx = await contextOf(call);
      if (format === 'json') {
        refuseFileParams(call.given);
        const body = await reports.cohortPeople(ctx, query);
        return { body, rows: body.people.length };
      }
      refusePages(call.given);
      return downloadReply(call, {
        format,
        bom,
        name: 'retention-people',
        open: (signal) => exportCohortPeople(ctx, query, lineText[format], signal),
      });
    },
  },
};

type Cell = Cohorts['cohorts'][number]['cells'][number] & {
  readonly cohort: string;
  readonly size: number | null;
  readonly period: number;
};

const RETENTION: Column<Cell>[] = (['cohort', 'size', 'period', 'count', 'share', 'unfinished'] as const).map(
  (name) => ({ name, value: (row) => row[name] }),
);

const rangeOf = ({ meta }: { readonly meta: Meta }) => ({
  start: Date.parse(meta.start),
  end: Date.parse(meta.end),
  timezone: meta.timezone,
});

/** A viewer is told of nobody. */
const asMayBeTold = <Q extends { readonly anonymize: boolean }>(
  { principal }: Pick<Call, 'principal'>,
  query: Q,
): Q => (principal && roleOf(principal, 'GET') === 'viewer' ? { ...query, anonymize: true } : query);

type Row = Funnel['steps'][number] & { readonly key?: string; readonly group?: string };

const rowsOf = ({ steps, groups }: Funnel): Row[] => [
  ...steps,
  ...(groups ?? []).flatMap(({ key, label, steps }) => steps.map((step) => ({ ...step, key, group: label }))),
];

const funnelColumns = (groupBy: string | undefined): Column<Row>[] => [
  ...(groupBy === undefined
    ? []
    : [
        { name: groupBy, value: ({ key }: Row) => key },
        { name: 'group', value: ({ group }: Row) => group },
      ]),
  ...(
    ['step', 'label', 'count', 'previous', 'ofFirst', 'ofBefore', 'lost', 'open', 'median', 'p90'] as const
  ).map((name) => ({ name, value: (row: Row) => row[name] })),
];
