import { type CatalogueInput, OF_FEATURE } from '../catalogue/index.ts';
import { besideNames, comparedBy, personFilterOf, type UsersExportQuery } from '../contract/index.ts';
import { dayOf } from '../db/days.ts';
import { raw, sql } from '../db/sql.ts';
import { type Hidden, hiddenIn } from './anonymous/hidden.ts';
import { NUMBER } from './anonymous/numbers.ts';
import { type Anonymity, anonymityOf, shownScores, shownSort, tellsRows } from './anonymous/users.ts';
import type { ReportContext } from './context.ts';
import { rangeOf } from './meta.ts';
import { numbersOf, type UserNumbers } from './people/people.ts';
import { amongEquals } from './people/rank.ts';
import { rankedPeople } from './people/ranked.ts';
import { refuseFilter } from './people/refuse-filter.ts';
import { lastOf } from './people/user-rows.ts';
import { calendarOf, livedIn } from './range/calendar.ts';
import { LISTED, type Range, uncompared } from './range/period.ts';
import { pickColumns } from './read/columns.ts';
import { type DownloadLines, fetchAll, started } from './read/download.ts';
import { openReader } from './read/open-reader.ts';
import { at, type ReportReader } from './read/reader.ts';
import { resolveScope, type ScopeQuery } from './read/scope.ts';
import { look, type Seen } from './read/seen.ts';
import { comparedOf, lifeUntil } from './totals/lifetime.ts';
import { usageCounts } from './usage-analytics.ts';

/** Users whose numbers are added up at once: memory is that of so many, however long the file is. */
const BATCH = 8_192;
/** Lines that are made in one go, so that the event loop is let be in between. */
const LINES = 500;

/** Makes a line of a row's cells, given their columns. */
export type LineOf = (columns: readonly { readonly name: string }[]) => (cells: readonly unknown[]) => string;

/**
 * Every user of a report as lines: profile, every counter in the range, active days, activities by feature,
 * last activity. One snapshot; the users that `usage-analytics` lists, in its order.
 *
 * @throws BadRequest for a range that can't be served, or an unknown column.
 */
export async function exportUsers(
  ctx: ReportContext,
  query: UsersExportQuery,
  lineOf: LineOf,
  signal: AbortSignal,
): Promise<DownloadLines & { readonly range: Range }> {
  refuseFilter(query);
  const anonymity = query.anonymize ? anonymityOf(ctx, query) : null;
  const conditions = personFilterOf(ctx.catalogue, query.people);
  const isCompared = comparedBy(conditions, query).length > 0;
  const open = await openReader(ctx, signal);
  try {
    const { r } = open;
    const scope = await resolveScope(r, query as unknown as ScopeQuery);
    const asked = { ...(isCompared ? query : uncompared(query)), interval: LISTED.interval };
    const whole = await rangeOf(r, asked, scope, usageCounts(query));
    const all = columnsOf(ctx.catalogue, anonymity, whole.timezone, besideNames(conditions, query));
    const columns = pickColumns(all, query.columns);
    const spans = [...comparedOf(whole), ...(anonymity ? [lifeUntil([whole.end])] : [])];
    const v = await look(r, scope, spans, { asked: query });
    const range = await v.comparable(whole);
    const hidden = anonymity && (await hiddenIn(r, v, range));
    const sortBy = hidden ? shownSort(hidden, query.sortBy) : query.sortBy;
    const ranked = await rankedPeople(r, v, range, { ...query, sortBy });
    const { people, scores, beside } = ranked;
    const listed = hidden && !tellsRows(hidden, people, ranked.listed) ? new Int32Array(0) : ranked.listed;
    const ask: Ask = { r, v, range, columns, line: lineOf(columns), beside, anonymity, hidden };
    const shown = hidden ? shownScores(scores, sortBy, range) : scores;
    const rows = rowsInOrder(ask, listed, shown, query.sortOrder);
    return {
      range,
      total: listed.length,
      columns: columns.map(({ name }) => name),
      batches: await started(linesOf(ask, rows)),
      close: open.close,
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

interface Ask {
  readonly r: ReportReader;
  readonly v: Seen;
  readonly range: Range;
  readonly columns: readonly UserColumn[];
  readonly line: (cells: readonly unknown[]) => string;
  readonly beside: ReadonlyMap<string, Float64Array>;
  readonly anonymity: Anonymity | null;
  readonly hidden: Hidden | null;
}

interface UserRecord {
  readonly no: number;
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly role: string | null;
  readonly internal: boolean;
  readonly joined: Date | null;
  readonly deleted: Date | null;
  readonly last: Date | null;
}

/** The users in their order, ties by id, read through a cursor. */
function rowsInOrder(
  { r, anonymity }: Ask,
  listed: Int32Array,
  scores: Float64Array,
  order: 'asc' | 'desc',
): AsyncGenerator<UserRecord[]> {
  const scored = Array.from(listed, (no) => scores[no]!);
  return fetchAll<UserRecord>(
    r,
    sql`select i.no, u.id, u.email, u.name, u.avatar_url as avatar, u.role, u.internal, u.joined_at as joined,
       u.deleted_at as deleted, s.last_activity_at as last
     from unnest(${[...listed]}::int[], ${scored}::float8[]) as i(no, score)
     join ${r.from.users} u on u.user_no = i.no
     left join ${r.ctx.db.tables.usageStats} s on s.user_id = u.id
     order by i.score ${raw(order)}, ${amongEquals('u.id', anonymity?.salt)}`,
  );
}

async function* linesOf(ask: Ask, rows: AsyncGenerator<UserRecord[]>): AsyncGenerator<string[]> {
  let waiting: UserRecord[] = [];
  for await (const some of rows) {
    waiting.push(...some);
    if (waiting.length < BATCH) continue;
    yield* linesFor(ask, waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield* linesFor(ask, waiting);
}

async function* linesFor(
  { r, v, range, columns, line, beside, hidden }: Ask,
  users: readonly UserRecord[],
): AsyncGenerator<string[]> {
  const days = columns.some(({ name }) => name === 'activeDays')
    ? Float64Array.from(calendarOf(livedIn(range, r.ctx.now), range.timezone).starts)
    : undefined;
  const nos = users.map(({ no }) => no);
  const numbers = await numbersOf(r, v, range, nos, days);
  const untold = v.untoldCounters(range);
  const lineAt = (place: number) => {
    const row: Row = { user: users[place]!, numbers, place, v, untold, range, beside, hidden };
    return line(columns.map(({ value }) => value(row)));
  };
  for (let from = 0; from < users.length; from += LINES) {
    const length = Math.min(LINES, users.length - from);
    yield Array.from({ length }, (_, i) => lineAt(from + i));
  }
}

interface Row {
  readonly user: UserRecord;
  readonly numbers: UserNumbers;
  readonly place: number;
  readonly v: Seen;
  readonly untold: ReadonlySet<string>;
  readonly range: Range;
  readonly beside: ReadonlyMap<string, Float64Array>;
  readonly hidden: Hidden | null;
}

interface UserColumn {
  readonly name: string;
  value(row: Row): string | number | boolean | null;
}

function columnsOf(
  c: CatalogueInput,
  anonymity: Anonymity | null,
  zone: string,
  beside: readonly string[],
): UserColumn[] {
  const instant = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? null : anonymity ? dayOf(ms, zone) : at(ms);
  const ranked = Object.keys(c.counters).filter((name) => c.counters[name]!.ranked);
  const counter = ({ numbers, place }: Row, name: string) => numbers.counters.get(name)![place]!;
  const shown =
    (number: string, value: UserColumn['value']): UserColumn['value'] =>
    (row) =>
      row.hidden?.has(number) ? null : value(row);
  const personal: UserColumn[] = [
    { name: 'email', value: ({ user }) => user.email },
    { name: 'name', value: ({ user }) => user.name },
    { name: 'avatarUrl', value: ({ user }) => user.avatar },
    { name: 'role', value: ({ user }) => user.role },
    { name: 'internal', value: ({ user }) => user.internal },
  ];
  return [
    { name: 'userId', value: ({ user }) => (anonymity ? anonymity.name(user.id) : user.id) },
    ...(anonymity ? [] : personal),
    { name: 'createdAt', value: ({ user }) => instant(user.joined?.getTime()) },
    { name: 'deletedAt', value: ({ user }) => instant(user.deleted?.getTime()) },
    {
      name: 'totalActivity',
      value: shown(NUMBER.row('totalActivity'), (row) =>
        ranked.reduce((sum, name) => sum + (row.untold.has(name) ? 0 : counter(row, name)), 0),
      ),
    },
    { name: 'activities', value: ({ numbers, place }) => numbers.activities[place]! },
    { name: 'activeDays', value: ({ numbers, place }) => numbers.days?.[place] ?? 0 },
    {
      name: 'lastActivityAt',
      value: ({ numbers, place, user, v, range }) =>
        instant(lastOf(v, range, numbers.last[place]!, user.last?.getTime() ?? null) || null),
    },
    { name: 'lastSeenAt', value: ({ user }) => instant(user.last?.getTime()) },
    ...Object.keys(c.counters).map(
      (name): UserColumn => ({
        name,
        value: shown(NUMBER.row(name), (row) => (row.untold.has(name) ? null : counter(row, name))),
      }),
    ),
    ...Object.keys(c.features).map(
      (name): UserColumn => ({
        name: `byFeature.${name}`,
        value: shown(NUMBER.rowFeature(name), ({ numbers, place }) => numbers.features.get(name)![place]!),
      }),
    ),
    ...beside
      .filter((name) => !name.startsWith(OF_FEATURE))
      .map((name): UserColumn => ({ name, value: (row) => row.beside.get(name)![row.user.no]! })),
  ];
}
