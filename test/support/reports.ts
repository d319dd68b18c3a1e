import { type EndpointName, type QueryOf, type Schema, schemas } from '../../src/contract/index.ts';
import { type AnyQuery, queryText } from '../../src/contract/query-text.ts';
import { parseQuery } from '../../src/http/query.ts';
import { exportActivities as activitiesOut } from '../../src/reports/activities.ts';
import type { ReportContext } from '../../src/reports/context.ts';
import { exportUsers as usersOut } from '../../src/reports/export-users.ts';
import { reports as all } from '../../src/reports/index.ts';
import { usageGroups as groupsOut } from '../../src/reports/usage-groups.ts';

type Rest<Args> = Args extends [unknown, unknown, ...infer More] ? More : never;
type Asked<Name extends EndpointName, Run extends (...args: never) => unknown> = (
  ctx: ReportContext,
  query: QueryOf<Name> & (Name extends 'userUsage' ? { readonly userId: string } : unknown),
  ...more: Rest<Parameters<Run>>
) => ReturnType<Run>;

/** A query by its names, as a caller sends it: read by the endpoint's schema, so that what is left out is filled in. */
function parsed(endpoint: EndpointName, ctx: ReportContext, query: object) {
  const schema = (schemas[endpoint] as Schema).query!(ctx.catalogue);
  return parseQuery(new URLSearchParams(queryText(query as AnyQuery)), schema);
}

/** Reports as the server runs them: the query of each is parsed first. `userUsage` takes the path's `userId` beside it. */
export const reports = Object.fromEntries(
  Object.entries(all).map(([name, run]) => [
    name,
    async (ctx: ReportContext, query: object, ...more: unknown[]) => {
      const { userId, ...rest } = query as { userId?: string };
      const ofPath = name === 'userUsage';
      const asked = parsed(name as EndpointName, ctx, ofPath ? rest : query);
      return (run as (ctx: ReportContext, query: object, ...more: unknown[]) => unknown)(
        ctx,
        { ...asked, ...(ofPath && { userId }) },
        ...more,
      );
    },
  ]),
) as unknown as { readonly [Name in keyof typeof all]: Asked<Name, (typeof all)[Name]> };

/** What a file is made of, likewise. */
const asked =
  <Name extends EndpointName, Run extends (...args: never) => unknown>(name: Name, run: Run) =>
  (...[ctx, query, ...more]: Parameters<Asked<Name, Run>>): ReturnType<Run> =>
    (run as unknown as (...args: unknown[]) => ReturnType<Run>)(ctx, parsed(name, ctx, query), ...more);

export const exportUsers = asked('usersExport', usersOut);
export const exportActivities = asked('activities', activitiesOut);
export const usageGroups = asked('usageAnalytics', groupsOut);
