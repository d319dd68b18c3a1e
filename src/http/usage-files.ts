import type { Group, UsageQuery, UsersExportQuery } from '../contract/index.ts';
import { type Column, lineText, type TableFormat } from '../export/index.ts';
import type { ReportContext } from '../reports/context.ts';
import { BadRequest } from '../reports/errors.ts';
import { exportUsers } from '../reports/export-users.ts';
import { usageGroups } from '../reports/usage-groups.ts';
import { downloadReply } from './download.ts';
import type { Call, Reply } from './handler.ts';
import { tableReply } from './table-reply.ts';

type FileCall = Pick<Call, 'view' | 'request' | 'given'>;

/** Everybody of a report as a file. */
export function usersFile(
  call: FileCall,
  ctx: ReportContext,
  query: UsersExportQuery,
  format: TableFormat,
): Promise<Reply> {
  return downloadReply(call, {
    format,
    bom: query.bom,
    name: query.anonymize ? 'users-anonymised' : 'users',
    open: (signal) => exportUsers(ctx, query, lineText[format], signal),
  });
}

/** `/usage-analytics` as a file: its groups where grouped, else everybody. */
export async function usageFile(
  call: FileCall,
  ctx: ReportContext,
  query: UsageQuery,
  format: TableFormat,
): Promise<Reply> {
  const paged = ['page', 'pageSize', 'groupPage', 'groupPageSize', 'parts'].filter((name) =>
    call.given.has(name),
  );
  if (paged.length > 0)
    throw new BadRequest(
      Object.fromEntries(paged.map((name) => [name, `is for format=json; ${format} holds every row`])),
    );
  if (!query.groupBy) return usersFile(call, ctx, query as UsersExportQuery, format);
  const { groups, range } = await usageGroups(ctx, query);
  return tableReply({
    format,
    name: `groups-by-${query.groupBy.join('-')}`,
    range,
    columns: groupColumns(query.groupBy),
    asked: query.columns,
    bom: query.bom,
    rows: groups,
  });
}

function groupColumns(by: readonly string[]): Column<Group>[] {
  return [
    ...by.map((name) => ({ name, value: (group: Group) => group.key[name] })),
    ...(by.includes('user')
      ? (['name', 'email'] as const).map((name) => ({ name, value: (group: Group) => group.user?.[name] }))
      : []),
    { name: 'label', value: (group) => group.label },
    { name: 'count', value: (group) => group.count },
    { name: 'previous', value: (group) => group.previous },
    { name: 'change', value: (group) => group.trend?.change },
    { name: 'changePercent', value: (group) => group.trend?.changePercent },
  ];
}
