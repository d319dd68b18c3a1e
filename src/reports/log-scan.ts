import { breakdownValue, type CatalogueInput, own } from '../catalogue/index.ts';
import type { KeptAs } from '../db/breakdown-values.ts';
import { BadRequest } from './errors.ts';
import { spelledValues } from './kept-values.ts';
import type { Span } from './local-time.ts';
import { at, type Reader } from './reader.ts';

/** Which log rows count, beside their time. */
export interface LogFilter {
  /** Null: every action, also one that the catalogue has dropped. */
  readonly actions: readonly string[] | null;
  /** Declared details by name; the value is compared as ingest folds it. */
  readonly breakdowns: readonly (readonly [string, string])[];
  /** Other details by name, compared as text. */
  readonly details: readonly (readonly [string, string])[];
  /** Null: everybody. */
  readonly userIds: readonly string[] | null;
  /** The name that a declared detail's value is compared by, where that is not the value itself. */
  readonly nameOf?: ((breakdown: string, value: string) => string) | undefined;
}

/** Whether a declared detail's value is the one filtered by. */
export function isValue(
  filter: LogFilter,
  name: string,
  value: string | null | undefined,
  wanted: string,
): boolean {
  if (value === null || value === undefined) return false;
  return (filter.nameOf?.(name, value) ?? value) === wanted;
}

/** Log rows that agree in all that was asked for. */
export interface LogGroup {
  readonly action: string;
  readonly internal: boolean;
  /** Rolled-up details in their first spelling; absent ones left out. */
  readonly values: readonly (readonly [string, string])[];
  readonly n: number;
  /** From 1: position in `buckets`; 0 without. */
  readonly bucket: number;
  /** 0 without `users`. */
  readonly userNo: number;
  readonly userId: string;
  /** Milliseconds of the latest; 0 without `users`. */
  readonly last: number;
}

export interface LogScan {
  readonly spans: readonly Span[];
  readonly filter: LogFilter;
  readonly users?: boolean;
  /** Adjoining. */
  readonly buckets?: readonly Span[];
}

/**
 * Counts log rows by action and rolled-up details, and by user or bucket where asked.
 *
 * @throws BadRequest where retention has removed log that the spans need.
 */
export async function scanLog(r: Reader, scan: LogScan): Promise<LogGroup[]> {
  const spans = scan.spans.filter((span) => span.start < span.end);
  if (spans.length === 0) return [];
  refuseRemoved(r, spans);
  const c = r.ctx.catalogue;
  const values: unknown[] = [];
  const p = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const { filter } = scan;

  const where = [
    `(${spans
      .map(
        (x) =>
          `l.created_at >= ${p(at(x.start), 'timestamptz')} and l.created_at < ${p(at(x.end), 'timestamptz')}`,
      )
      .join(' or ')})`,
  ];
  if (filter.actions) where.push(`l.action = any(${p(filter.actions, 'text[]')})`);
  if (filter.userIds) where.push(`l.user_id = any(${p(filter.userIds, 'text[]')})`);
  for (const [name, value] of filter.details)
    where.push(`l.details ->> ${p(name, 'text')} = ${p(value, 'text')}`);

  const names = Object.keys(c.breakdowns);
  const asked = filter.breakdowns.map(([name]) => name);
  const details = names.map((name, i) => {
    const path = `l.details -> ${p(name, 'text')}`;
    // A filter may name a declared detail of an action that does not roll it up.
    const of = asked.includes(name)
      ? path
      : `case when l.action = any(${p(c.breakdowns[name]!.actions, 'text[]')}) then ${path} end`;
    return `${of} as v${i}`;
  });
  const keys = ['l.action', ...details];
  if (scan.users) keys.push('l.user_id');
  else keys.push(`l.user_id in (select id from ${r.s}.users where internal) as internal`);
  if (scan.buckets)
    keys.push(
      `width_bucket(l.created_at, ${p(
        scan.buckets.map((b) => at(b.start)),
        'timestamptz[]',
      )}) as bucket`,
    );
  const inner = `select ${keys.join(', ')}, count(*)::int as n${scan.users ? ', max(l.created_at) as last' : ''}
    from ${r.s}.user_activity_logs l where ${where.join(' and ')}
    group by ${keys.map((_, i) => i + 1).join(', ')}`;
  const rows = await r.rows<Record<string, unknown>>(
    scan.users
      ? `select t.*, u.user_no, u.internal from (${inner}) t join ${r.s}.users u on u.id = t.user_id`
      : inner,
    values,
  );
  const spelled = await spelledValues(r);
  return rows.flatMap((row) => {
    const found = names.map((name, i) => [name, breakdownValue(c, name, row[`v${i}`])] as const);
    for (const [name, value] of filter.breakdowns)
      if (!isValue(filter, name, found.find(([n]) => n === name)?.[1], value)) return [];
    return [groupOf(c, row, found, spelled)];
  });
}

function groupOf(
  c: CatalogueInput,
  row: Record<string, unknown>,
  found: readonly (readonly [string, string | null])[],
  spelled: KeptAs,
): LogGroup {
  const action = String(row.action);
  return {
    action,
    internal: row.internal === true,
    values: found.flatMap(([name, value]) =>
      value !== null && own(c.breakdowns, name)?.actions.includes(action)
        ? [[name, spelled(name, value)] as const]
        : [],
    ),
    n: Number(row.n),
    bucket: Number(row.bucket ?? 0),
    userNo: Number(row.user_no ?? 0),
    userId: String(row.user_id ?? ''),
    last: row.last instanceof Date ? row.last.getTime() : 0,
  };
}

export function refuseRemoved(r: Reader, spans: readonly Span[]): void {
  const earliest = r.ctx.logStart;
  if (earliest === undefined || spans.every((span) => span.start >= earliest)) return;
  throw new BadRequest({
    startDate: `needs log rows that retention has removed; the earliest instant that can be served is ${at(earliest)}. Whole days of the zone ${r.ctx.zone} are served without the log`,
  });
}
