import { activityScope, type ReadScope, type ScopeQuery } from './activity-scope.ts';
import { findUsers } from './find-users.ts';
import type { ReportReader } from './reader.ts';

export type { ReadScope, ScopeQuery } from './activity-scope.ts';

/** Reads a query's filters, and looks up whom `userId` and `search` mean. */
export async function resolveScope(r: ReportReader, query: ScopeQuery): Promise<ReadScope> {
  const scope = await activityScope(r, query);
  const { userId, search } = query;
  const users = userId === undefined && search === undefined ? null : await findUsers(r, { userId, search });
  return { ...scope, users };
}
