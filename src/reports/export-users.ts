import { rankedCounters } from '../catalogue/index.ts';
import type { UsersExportQuery } from '../contract/index.ts';
import { dayOf } from '../db/days.ts';
import type { SqlColumn } from '../db/sql-column.ts';
import { localTimeSql } from '../db/zone-sql.ts';
import { type Anonymity, anonymityOf } from './anonymous-users.ts';
import { calendarOf, dayStart } from './calendar.ts';
import { pickColumns } from './columns.ts';
import type { ReportContext } from './context.ts';
import { type Download, fetchAll, started } from './download.ts';
import { listedWhere } from './listed-where.ts';
import type { Span } from './local-time.ts';
import { logWhere, type Parameter } from './log-where.ts';
import { rangeOf } from './meta.ts';
import { openReader } from './open-reader.ts';
import type { Range } from './period.ts';
import { spellingsIn } from './raw-values.ts';
import { at, type Reader } from './reader.ts';
import { resolveScope, type Scope, type ScopeQuery } from './scope.ts';
import { unfilledCounters } from './summary.ts';
import { type UserTotals, userTotals } from './user-totals.ts';

/**
 * Every user of a report as lines: profile, every counter in the range, active days, activities by feature,
 * last activity. One statement, one snapshot; the users that `usage-analytics` lists, in its order.
 *
 * @param lineOf the expression that makes a line of columns
 * @throws BadRequest for a range that can not be served, or an unknown column.
 */
export async function exportUsers(
  ctx: ReportContext,
  query: UsersExportQuery,
  lineOf: (columns: readonly SqlColumn[]) => string,
  signal: AbortSignal,
): Promise<Download & { readonly range: Range }> {
  const anonymity = query.anonymize ? anonymityOf(ctx, query) : null;
  const unfilled = await unfilledCounters(ctx);
  const open = await openReader(ctx, signal);
  try {
    const { r } = open;
    const range = await rangeOf(r, { ...query, compare: 'none' });
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const list = await usersOf(r, { range, scope, query, unfilled, anonymity });
    const count = compact(`select count(*) as n ${list.from}`, list.values);
    const counted = await r.rows<{ n: number }>(count.sql, count.values);
    const lines = compact(
      `select line${anonymity ? ', id' : ''} from (select ${lineOf(list.columns)} as line, ${list.score} as score, u.id ${list.from}) lines
       order by score ${query.sortOrder ?? 'desc'}, ${list.equals}`,
      list.values,
    );
    const batches = fetchAll<Line>(r, lines.sql, lines.values);
    return {
      range,
      total: counted[0]!.n,
      columns: list.columns.map(({ name }) => name),
      batches: await started(linesOf(batches, anonymity)),
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** A statement with only the parameters that stand in it: PostgreSQL takes no others. */
function compact(sql: string, values: readonly unknown[]) {
  const used: unknown[] = [];
  const places = new Map<string, number>();
  const text = sql.replace(/\$(\d+)::/g, (_, n: string) => {
    const place = places.get(n) ?? used.push(values[Number(n) - 1]);
    places.set(n, place);
    return `$${place}::`;
  });
  return { sql: text, values: used };
}

interface Line {
  readonly line: string;
  /** Of an anonymised line alone. */
  readonly id: string;
}

/** Stands for the user's id until it is replaced; an anonymised line holds no other text. */
const NOBODY = 'NOBODY';

async function* linesOf(
  batches: AsyncGenerator<Line[]>,
  anonymity: Anonymity | null,
): AsyncGenerator<string[]> {
  for await (const rows of batches)
    yield rows.map(({ line, id }) => (anonymity ? line.replace(NOBODY, () => anonymity.name(id)) : line));
}

interface Ask {
  readonly range: Range;
  readonly scope: Scope;
  readonly query: UsersExportQuery;
  readonly unfilled: ReadonlySet<string>;
  readonly anonymity: Anonymity | null;
}

/** The users as SQL: what is selected from, what of it is told, and what it is ordered by. */
async function usersOf(r: Reader, q: Ask) {
  const { range, scope, query } = q;
  const values: unknown[] = [];
  const p: Parameter = (value, type) => `$${values.push(value)}::${type}`;
  const fromLog = !sameDays(range, range.timezone, r.ctx.zone);
  const totals = await userTotals({ r, span: range, zone: range.timezone, scope, p, fromLog });
  const listed = listedWhere(query, range, p);
  // Numbers are of whom the scope names; accounts without any have to be held to it as well.
  const among = listed.accounts && scope.users ? `and u.id = any(${p(scope.users.ids, 'text[]')})` : '';

  const sortBy = query.sortBy ?? 'totalActivity';
  const wanted = sortBy === 'lastActivityAt' || (query.columns?.includes('lastActivityAt') ?? true);
  const last = wanted ? await lastActivity(r, q, p) : 'null';
  const all = columnsOf(r, q, totals, last);
  const salt = q.anonymity && p(q.anonymity.salt, 'text');
  const score = all.find((column) => column.name === sortBy)!.sql;
  return {
    values,
    columns: pickColumns(q.anonymity ? anonymous(all, range.timezone, p) : all, query.columns),
    equals: salt ? `sha256(convert_to(${salt} || id, 'UTF8'))` : 'id collate "C"',
    score: sortBy === 'lastActivityAt' ? `coalesce(${score}, '-infinity')` : score,
    from: `from ${r.ctx.db.relations.users.sql} u ${listed.accounts ? 'left join' : 'join'} (${totals.sql}) t on t.user_id = u.id
      left join ${r.s}.user_usage_stats s on s.user_id = u.id
      where (${listed.where}) ${scope.internalPeople ? '' : 'and not u.internal'} ${among}`,
  };
}

function columnsOf(r: Reader, q: Ask, totals: UserTotals, last: string): SqlColumn[] {
  const c = r.ctx.catalogue;
  const number = (column: string) => `coalesce(t.${column}, 0)`;
  const counter = (name: string) => number(totals.counters.get(name)!);
  const ranked = rankedCounters(c).filter((name) => !q.unfilled.has(name));
  return [
    { name: 'userId', kind: 'text', sql: 'u.id' },
    { name: 'email', kind: 'text', sql: 'u.email' },
    { name: 'name', kind: 'text', sql: 'u.name' },
    { name: 'avatarUrl', kind: 'text', sql: 'u.avatar_url' },
    { name: 'role', kind: 'text', sql: 'u.role' },
    { name: 'internal', kind: 'flag', sql: 'u.internal' },
    { name: 'createdAt', kind: 'instant', sql: 'u.joined_at' },
    { name: 'deletedAt', kind: 'instant', sql: 'u.deleted_at' },
    { name: 'totalActivity', kind: 'number', sql: `(${ranked.map(counter).join(' + ') || '0'})` },
    { name: 'activities', kind: 'number', sql: number('activities') },
    { name: 'activeDays', kind: 'number', sql: number('days') },
    { name: 'lastActivityAt', kind: 'instant', sql: last },
    ...Object.keys(c.counters).map(
      (name): SqlColumn => ({ name, kind: q.unfilled.has(name) ? 'none' : 'number', sql: counter(name) }),
    ),
    ...[...totals.features].map(
      ([name, column]): SqlColumn => ({ name: `byFeature.${name}`, kind: 'number', sql: number(column) }),
    ),
  ];
}

const PERSONAL = ['email', 'name', 'avatarUrl', 'role', 'internal'];

/** The columns that tell of nobody by name, and of no time of day. */
function anonymous(columns: readonly SqlColumn[], zone: string, p: Parameter): SqlColumn[] {
  return columns
    .filter(({ name }) => !PERSONAL.includes(name))
    .map((column) => {
      if (column.name === 'userId') return { ...column, sql: `'${NOBODY}'::text` };
      if (column.kind !== 'instant') return column;
      return { ...column, kind: 'date', sql: localTimeSql(column.sql, zone, p) };
    });
}

/** Whether a span's days of one zone are those of the other, but for what its ends cut off. */
function sameDays(span: Span, zone: string, other: string): boolean {
  if (zone === other) return true;
  const { starts } = calendarOf(span, zone);
  return starts.slice(1, -1).every((start) => dayStart(dayOf(start, other), other) === start);
}

/**
 * Last activity in the range. Without a filter it is told by the lifetime row, unless the user was active
 * later too; then, and under a filter, the log's key leads to it.
 */
async function lastActivity(r: Reader, { range, scope }: Ask, p: Parameter): Promise<string> {
  const names = scope.logFilter.breakdowns.map(([name]) => name);
  const spellings = await spellingsIn(r, names.length > 0 ? [range] : [], names, scope.actions);
  const inLog = (where: string) =>
    `(select max(l.created_at) from ${r.s}.user_activity_logs l where l.user_id = u.id and ${where})`;
  if (scope.actions !== null || scope.fromLog) return inLog(logWhere(r, [range], scope, spellings, p));
  const start = p(at(range.start), 'timestamptz');
  const end = p(at(range.end), 'timestamptz');
  return `(case when s.last_activity_at < ${start} then null when s.last_activity_at < ${end} then s.last_activity_at else ${inLog(`l.created_at >= ${start} and l.created_at < ${end}`)} end)`;
}
