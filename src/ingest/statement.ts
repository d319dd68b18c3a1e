import { createHash } from 'node:crypto';
import type { CatalogueInput } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import { outdating, quartersOf, sharesLock } from '../store/lock.ts';
import type { Activity } from './activity.ts';
import * as binary from './binary.ts';
import type { Tally } from './tally.ts';

/** Where the log rows come from: new ones, or ones that a host's transaction wrote already. */
export type WriteMode = 'write' | 'fold';

export interface Batch {
  readonly activities: readonly Activity[];
  readonly tally: Tally;
  /** Users to insert, or whose first activity moves back: `[id, milliseconds]`, by id. */
  readonly newUsers: readonly (readonly [string, number])[];
  /** Finished days whose segments this batch outdates. */
  readonly touchedDays: readonly string[];
  /** The guard's epoch under which user flags were read. */
  readonly epoch: number;
  readonly writer: number;
}

/** A key was in the log already. */
const UNIQUE_VIOLATION = '23505';
/** Division by zero: the guard's epoch moved, or a pending row was folded by another. */
const GUARD_MOVED = '22012';

/** Whether the statement undid itself because what it was told no longer holds: read anew and send again. */
export const isRefusal = (code: string) => code === UNIQUE_VIOLATION || code === GUARD_MOVED;

/** Which parts a batch needs; what it does not touch is left out of the text. */
interface Shape {
  readonly stats: readonly number[];
  readonly daily: readonly number[];
  readonly people: boolean;
  readonly values: boolean;
  readonly late: boolean;
}

/** A statement's text, and how a batch fills each of its parameters. */
interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly fill: readonly ((batch: Batch) => unknown)[];
}

/** Prepared statements kept on each connection; rarer shapes share the one with every column. */
const MAX_SHAPES = 150;

/**
 * The one statement that writes activity: log, counters, days, rollups, or nothing at all.
 *
 * TRICKY: tallies are made before the insert, of rows believed new. A row that is not violates the
 * log's key, and a guard whose epoch moved divides by zero: either undoes the whole statement, the
 * caller sorts out what changed and sends again. So counters move only with rows that were new, in one
 * commit and one round trip.
 */
export function createStatement(s: string, c: CatalogueInput, mode: WriteMode) {
  const shapes = new Map<string, Prepared>();
  const full: Shape = {
    stats: statsColumns(c).map((_, i) => i),
    daily: dailyColumns(c).map((_, i) => i),
    people: true,
    values: true,
    late: true,
  };

  return (batch: Batch) => {
    let shape = shapeOf(batch);
    let key = JSON.stringify(shape);
    let prepared = shapes.get(key);
    if (!prepared && shapes.size >= MAX_SHAPES) {
      shape = full;
      key = 'full';
      prepared = shapes.get(key);
    }
    if (!prepared) {
      prepared = compose(s, c, mode, shape);
      shapes.set(key, prepared);
    }
    return { name: prepared.name, text: prepared.text, values: prepared.fill.map((value) => value(batch)) };
  };
}

function shapeOf({ tally, newUsers, touchedDays }: Batch): Shape {
  return {
    stats: touchedColumns(tally.users),
    daily: touchedColumns(tally.days),
    people: newUsers.length > 0,
    values: tally.values.length > 0,
    late: touchedDays.length > 0,
  };
}

function touchedColumns(rows: readonly { counts: Int32Array }[]): number[] {
  const width = rows[0]?.counts.length ?? 0;
  return Array.from({ length: width }, (_, i) => i).filter((i) => rows.some((row) => row.counts[i] !== 0));
}

function compose(s: string, c: CatalogueInput, mode: WriteMode, shape: Shape): Prepared {
  const fill: ((batch: Batch) => unknown)[] = [];
  const one = (type: string, value: (batch: Batch) => unknown) => `$${fill.push(value)}::${type}`;
  const many = (type: string, value: (batch: Batch) => unknown) => one(`${type}[]`, value);
  /** Counts of all rows in one flat array: an element costs a fraction of an array a column. */
  const matrix = (columns: readonly number[], rows: (batch: Batch) => readonly { counts: Int32Array }[]) => {
    // A parameter that nothing reads has no type, and PostgreSQL refuses it.
    if (columns.length === 0) return [];
    const array = many('int', (b) => binary.ints(flatten(rows(b), columns)));
    return columns.map((_, i) => `(${array})[(o - 1) * ${columns.length} + ${i + 1}]`);
  };
  const stats = shape.stats.map((i) => `"${statsColumns(c)[i]!.column}"`);
  const daily = shape.daily.map((i) => `"${dailyColumns(c)[i]!.column}"`);

  const ctes = [
    `guard as materialized (
  select 1 from ${s}.write_guard where id = 1 and epoch = ${one('bigint', (b) => b.epoch)} for share
)`,
  ];
  if (shape.people) {
    const people = `unnest(${many('text', (b) => binary.texts(b.newUsers.map(([id]) => id)))},
    ${many('timestamptz', (b) => binary.timestamps(b.newUsers.map(([, ms]) => ms)))}) as i(id, first)`;
    // Inserted only where missing: a conflict would use up a number of user_no.
    ctes.push(`people as (
  insert into ${s}.users as t (id, first_seen_at)
  select i.id, i.first from ${people} where not exists (select from ${s}.users u where u.id = i.id)
  on conflict (id) do update set first_seen_at = least(t.first_seen_at, excluded.first_seen_at)
), earlier as (
  update ${s}.users t set first_seen_at = i.first from ${people}
  where t.id = i.id and (t.first_seen_at is null or t.first_seen_at > i.first)
)`);
  }
  ctes.push(`log as (${mode === 'write' ? insertLog(s, many) : takePending(s, many)})`);
  ctes.push(`stats as (
  insert into ${s}.user_usage_stats as t (${['user_id', 'first_activity_at', 'last_activity_at', ...stats].join(', ')})
  select ${['id', 'f', 'l', ...matrix(shape.stats, (b) => b.tally.users)].join(', ')}
  from unnest(${many('text', (b) => binary.texts(b.tally.users.map((u) => u.userId)))},
    ${many('timestamptz', (b) => binary.timestamps(b.tally.users.map((u) => u.first)))},
    ${many('timestamptz', (b) => binary.timestamps(b.tally.users.map((u) => u.last)))})
    with ordinality as i(id, f, l, o)
  on conflict (user_id) do update set ${[
    'first_activity_at = least(t.first_activity_at, excluded.first_activity_at)',
    'last_activity_at = greatest(t.last_activity_at, excluded.last_activity_at)',
    'updated_at = excluded.updated_at',
    ...stats.map((x) => `${x} = t.${x} + excluded.${x}`),
  ].join(', ')}
)`);
  ctes.push(`days as (
  insert into ${s}.user_daily_stats as t (${['day', 'user_id', 'activities', ...daily].join(', ')})
  select ${['d', 'u', 'n', ...matrix(shape.daily, (b) => b.tally.days).map((x) => `nullif(${x}, 0)`)].join(', ')}
  from unnest(${many('date', (b) => binary.dates(b.tally.days.map((d) => d.day)))},
    ${many('text', (b) => binary.texts(b.tally.days.map((d) => d.userId)))},
    ${many('int', (b) => binary.ints(b.tally.days.map((d) => d.activities)))})
    with ordinality as i(d, u, n, o)
  on conflict (day, user_id) do update set ${[
    'activities = t.activities + excluded.activities',
    ...daily.map((x) => `${x} = coalesce(t.${x} + excluded.${x}, t.${x}, excluded.${x})`),
  ].join(', ')}
)`);
  if (shape.values)
    ctes.push(`vals as (
  insert into ${s}.user_daily_values as t (day, user_id, action, breakdown, value, n)
  select * from unnest(${many('date', (b) => binary.dates(b.tally.values.map((v) => v.day)))},
    ${many('text', (b) => binary.texts(b.tally.values.map((v) => v.userId)))},
    ${many('text', (b) => binary.texts(b.tally.values.map((v) => v.action)))},
    ${many('text', (b) => binary.texts(b.tally.values.map((v) => v.breakdown)))},
    ${many('text', (b) => binary.texts(b.tally.values.map((v) => v.value)))},
    ${many('int', (b) => binary.ints(b.tally.values.map((v) => v.n)))})
  on conflict (day, user_id, action, breakdown, value) do update set n = t.n + excluded.n
)`);
  ctes.push(`totals as (
  insert into ${s}.activity_rollups as t (writer, grain, bucket, action, breakdown, value, internal, n)
  select ${one('smallint', (b) => b.writer)}, * from unnest(
    ${many('int', (b) => binary.ints(b.tally.rollups.map((r) => r.grain)))},
    ${many('timestamptz', (b) => binary.timestamps(b.tally.rollups.map((r) => r.bucket)))},
    ${many('text', (b) => binary.texts(b.tally.rollups.map((r) => r.action)))},
    ${many('text', (b) => binary.texts(b.tally.rollups.map((r) => r.breakdown)))},
    ${many('text', (b) => binary.texts(b.tally.rollups.map((r) => r.value)))},
    ${many('bool', (b) => binary.bools(b.tally.rollups.map((r) => r.internal)))},
    ${many('int', (b) => binary.ints(b.tally.rollups.map((r) => r.n)))})
  on conflict (grain, action, breakdown, bucket, value, internal, writer) do update set n = t.n + excluded.n
)`);
  if (shape.late)
    ctes.push(`late as (
  delete from ${s}.segment_days where day = any(${many('date', (b) => binary.dates(b.touchedDays))})
)`);

  ctes.push(
    `outdated as (${outdating(
      s,
      many('timestamptz', (b) => binary.timestamps(quartersOf(b.activities.map((a) => a.createdAt)))),
    )})`,
  );

  const taken =
    mode === 'fold' ? `(select count(*) from log) = ${one('bigint', (b) => b.activities.length)} and ` : '';
  const text = `with ${ctes.join(', ')}\nselect 1 / (${taken}exists (select from guard) and ${sharesLock(s)})::int as ok`;
  const name = `joip_${mode}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return { name, text, fill };
}

type Many = (type: string, value: (batch: Batch) => unknown) => string;

function insertLog(s: string, many: Many): string {
  const column = (type: string, name: keyof Activity) =>
    many(type, (b) => binary.texts(b.activities.map((a) => a[name] as string | null)));
  return `
  insert into ${s}.user_activity_logs
    (user_id, created_at, event_id, action, feature, details, ip_address, user_agent, session_id, visit_id)
  select * from unnest(${keys(many)}, ${column('text', 'action')}, ${column('text', 'feature')},
    ${many('jsonb', (b) => binary.jsons(b.activities.map((a) => a.details)))}, ${column('text', 'ipAddress')},
    ${column('text', 'userAgent')}, ${column('text', 'sessionId')}, ${column('text', 'visitId')})
`;
}

function takePending(s: string, many: Many): string {
  return `
  delete from ${s}.activity_pending p using unnest(${keys(many)}) as i(user_id, created_at, event_id)
  where (p.user_id, p.created_at, p.event_id) = (i.user_id, i.created_at, i.event_id) returning 1
`;
}

function keys(many: Many): string {
  return [
    many('text', (b) => binary.texts(b.activities.map((a) => a.userId))),
    many('timestamptz', (b) => binary.timestamps(b.activities.map((a) => a.createdAt))),
    many('uuid', (b) => binary.uuids(b.activities.map((a) => a.eventId))),
  ].join(', ');
}

function flatten(rows: readonly { counts: Int32Array }[], columns: readonly number[]): Int32Array {
  const flat = new Int32Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) for (const column of columns) flat[at++] = row.counts[column]!;
  return flat;
}
