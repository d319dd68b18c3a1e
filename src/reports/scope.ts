import { actionsOf, breakdownValue, type CatalogueInput, own, staffFeatures } from '../catalogue/index.ts';
import type { UsageQuery } from '../contract/index.ts';
import { type FoundUsers, findUsers } from './find-users.ts';
import { keptValues, spelledValues } from './kept-values.ts';
import type { LogFilter } from './log-scan.ts';
import type { Reader } from './reader.ts';
import { OTHER } from './totals.ts';

/** The part of a query that says whose and which activity counts. */
export type ScopeQuery = Pick<
  UsageQuery,
  'feature' | 'action' | 'userId' | 'search' | 'details' | 'excludeInternal' | 'groupBy'
> & { readonly [breakdown: string]: unknown };

/** Whose and which activity counts, the same for every number of a report. */
export interface Scope {
  /** Null: every action, also one that the catalogue has dropped. */
  readonly actions: readonly string[] | null;
  /** The one rolled-up detail that is filtered by. */
  readonly breakdown: readonly [string, string] | null;
  readonly users: FoundUsers | null;
  /** The filter or grouping is of a kind that no rollup holds. */
  readonly fromLog: boolean;
  readonly logFilter: LogFilter;
  /** Signal counters that the filter lets through. */
  readonly signals: readonly string[];
  readonly excludeInternal: boolean;
  /** Internal accounts count among people: asked for, or only staff features are looked at. */
  readonly internalPeople: boolean;
  /** What was understood, for `meta.filters`. */
  readonly echo: Record<string, string>;
  /** Whether a line of its own for this action (or its feature) counts internal accounts. */
  countsInternal(action: string): boolean;
}

/** Reads a query's filters, and looks up whom `userId` and `search` mean. */
export async function resolveScope(r: Reader, query: ScopeQuery): Promise<Scope> {
  const c = r.ctx.catalogue;
  const spelled = await spelledValues(r);
  const breakdowns = Object.keys(c.breakdowns).flatMap((name) => {
    const value = breakdownValue(c, name, own(query, name));
    return value === null ? [] : [[name, spelled(name, value)] as const];
  });
  const details = Object.entries(query.details ?? {});
  const declared = details.flatMap(([name, value]) =>
    Object.hasOwn(c.breakdowns, name)
      ? [[name, spelled(name, breakdownValue(c, name, value) ?? value)] as const]
      : [],
  );
  const actions = actionsIn(c, query, breakdowns);
  const users =
    query.userId !== undefined || query.search !== undefined
      ? await findUsers(r, { userId: query.userId, search: query.search })
      : null;
  const fromLog =
    details.length > 0 ||
    breakdowns.length > 1 ||
    sharesAction(c, breakdowns[0]?.[0], actions) ||
    (query.groupBy ?? []).filter((name) => Object.hasOwn(c.breakdowns, name)).length > 1 ||
    (breakdowns[0] !== undefined && !(await isKept(r, breakdowns[0])));

  const staff = new Set(staffFeatures(c).flatMap((feature) => actionsOf(c, feature)));
  const excludeInternal = query.excludeInternal ?? true;
  return {
    actions,
    breakdown: breakdowns[0] ?? null,
    users,
    fromLog,
    logFilter: {
      actions,
      breakdowns: [...breakdowns, ...declared],
      details: details.filter(([name]) => !Object.hasOwn(c.breakdowns, name)),
      userIds: users?.ids ?? null,
      // What rollups keep as one is told apart in the log, by those that are kept.
      nameOf: breakdowns[0]?.[1] === OTHER && !fromLog ? await keptValues(r) : spelled,
    },
    signals: signalsIn(c, query, breakdowns.length + details.length > 0),
    excludeInternal,
    internalPeople:
      !excludeInternal || (actions !== null && actions.length > 0 && actions.every((a) => staff.has(a))),
    echo: echoOf(query, breakdowns, details),
    countsInternal: (action) => !excludeInternal || staff.has(action),
  };
}

function actionsIn(c: CatalogueInput, query: ScopeQuery, breakdowns: readonly (readonly [string, string])[]) {
  const lists = [
    query.feature === undefined ? null : actionsOf(c, query.feature),
    query.action ?? null,
    ...breakdowns.map(([name]) => c.breakdowns[name]!.actions),
  ].filter((list) => list !== null);
  if (lists.length === 0) return null;
  return Object.keys(c.actions).filter((action) => lists.every((list) => list.includes(action)));
}

function signalsIn(c: CatalogueInput, query: ScopeQuery, filtered: boolean): string[] {
  if (filtered || query.action !== undefined) return [];
  return Object.keys(c.counters).filter((name) => {
    const def = c.counters[name]!;
    return def.signal && (query.feature === undefined || def.feature === query.feature);
  });
}

/** An action with two rolled-up details: rollups keep each of them, not both together. */
function sharesAction(c: CatalogueInput, breakdown: string | undefined, actions: readonly string[] | null) {
  if (breakdown === undefined) return false;
  return Object.entries(c.breakdowns).some(
    ([name, def]) => name !== breakdown && def.actions.some((action) => actions?.includes(action)),
  );
}

/** Values past the limit are `(other)` in rollups and whole in the log. */
async function isKept(r: Reader, [breakdown, value]: readonly [string, string]): Promise<boolean> {
  const rows = await r.rows<{ full: boolean; kept: boolean }>(
    `select exists (select from ${r.s}.breakdown_values where breakdown = $1 and value = $2) as kept,
       exists (select from ${r.s}.activity_rollups where grain = 1440 and action = any($3::text[])
               and breakdown = $1 and value = '(other)') as full`,
    [breakdown, value, r.ctx.catalogue.breakdowns[breakdown]!.actions],
  );
  return rows[0]!.kept || !rows[0]!.full || value === OTHER;
}

function echoOf(
  query: ScopeQuery,
  breakdowns: readonly (readonly [string, string])[],
  details: readonly (readonly [string, string])[],
): Record<string, string> {
  const echo: Record<string, string> = { excludeInternal: String(query.excludeInternal ?? true) };
  for (const name of ['feature', 'userId', 'search'] as const) {
    const value = query[name];
    if (value !== undefined) echo[name] = value;
  }
  if (query.action) echo.action = query.action.join(',');
  for (const [name, value] of breakdowns) echo[name] = value;
  for (const [name, value] of details) echo[`filter[details.${name}]`] = value;
  if (query.groupBy) echo.groupBy = query.groupBy.join(',');
  return echo;
}
