import { createHash } from 'node:crypto';
import type { CatalogueInput } from '../catalogue/index.ts';
import { statsColumns } from '../db/columns.ts';
import { codeOf } from '../db/failures.ts';
import { outdating, quartersOf, sharesLock } from '../store/lock.ts';
import type { Activity } from './activity.ts';
import * as binary from './binary.ts';
import type { UserTally } from './tally.ts';

/** Where the log rows come from: new ones, or ones that a host's transaction wrote already. */
export type WriteMode = 'write' | 'fold';

export interface WriteBatch {
  readonly activities: readonly Activity[];
  readonly users: readonly UserTally[];
  /** Users to insert, or whose first activity moves back: `[id, milliseconds]`, by id. */
  readonly newUsers: readonly (readonly [string, number])[];
  /** The guard's epoch under which users were read. */
  readonly epoch: number;
}

/** A key was in the log already. */
const UNIQUE_VIOLATION = '23505';
/** Division by zero: the guard's epoch moved, or a pending row was folded by another. */
const GUARD_MOVED = '22012';

/** Whether the statement undid itself because what it was told no longer holds: read anew and send again. */
export const isRefusal = (code: string) => code === UNIQUE_VIOLATION || code === GUARD_MOVED;

/** An INSERT found no partition for its row. A violated check has the same code, and a name. */
export const isNoPartition = (error: unknown): boolean =>
  codeOf(error) === '23514' && (error as { constraint?: string }).constraint === undefined;

/** Which parts a batch needs; what it doesn't touch is left out of the text. */
interface Shape {
  readonly stats: readonly number[];
  readonly people: boolean;
  /** One activity by itself, as an awaited call on an idle system writes it: plain values cost less than arrays. */
  readonly single: boolean;
}

/** A statement's text, and how a batch fills each of its parameters. */
interface Prepared {
  readonly name: string;
  readonly text: string;
  readonly fill: readonly ((batch: WriteBatch) => unknown)[];
}

/** Prepared statements kept on each connection; rarer shapes share the one with every column. */
const MAX_SHAPES = 150;

/**
 * The one statement that writes activity: log, counters, and the end of blocks that it comes too late for; or nothing.
 *
 * TRICKY: tallies are made before the insert, of rows believed new. A row that isn't violates the
 * log's key, and a guard whose epoch moved divides by zero: either undoes the whole statement, the
 * caller sorts out what changed and sends again. So counters move only with rows that were new, in one
 * commit and one round trip.
 */
export function createStatement(s: string, c: CatalogueInput, mode: WriteMode) {
  const shapes = new Map<string, Prepared>();
  const full: Shape = {
    stats: statsColumns(c).map((_, i) => i),
    people: true,
    single: false,
  };

  return (batch: WriteBatch) => {
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

const shapeOf = ({ activities, users, newUsers }: WriteBatch): Shape => ({
  stats: touchedColumns(users),
  people: newUsers.length > 0,
  single: activities.length === 1,
});

function touchedColumns(rows: readonly { counts: Int32Array }[]): number[] {
  const width = rows[0]?.counts.length ?? 0;
  return Array.from({ length: width }, (_, i) => i).filter((i) => rows.some((row) => row.counts[i] !== 0));
}

/** A column of the rows that a batch hands over, and how its values are sent: many in binary, one by itself. */
interface Column {
  readonly type: string;
  many(b: WriteBatch): Buffer;
  one(b: WriteBatch): unknown;
}

const texts = (of: (b: WriteBatch) => readonly (string | null)[]): Column => ({
  type: 'text',
  many: (b) => binary.texts(of(b)),
  one: (b) => of(b)[0],
});
const instants = (of: (b: WriteBatch) => readonly number[]): Column => ({
  type: 'timestamptz',
  many: (b) => binary.timestamps(of(b)),
  one: (b) => new Date(of(b)[0]!).toISOString(),
});

const KEYS: readonly Column[] = [
  texts((b) => b.activities.map((a) => a.userId)),
  instants((b) => b.activities.map((a) => a.createdAt)),
  {
    type: 'uuid',
    many: (b) => binary.uuids(b.activities.map((a) => a.eventId)),
    one: (b) => b.activities[0]!.eventId,
  },
];
const logText = (name: keyof Activity) => texts((b) => b.activities.map((a) => a[name] as string | null));
const LOG: readonly Column[] = [
  ...KEYS,
  logText('action'),
  logText('feature'),
  {
    type: 'jsonb',
    many: (b) => binary.jsons(b.activities.map((a) => a.details)),
    one: (b) => b.activities[0]!.details,
  },
  logText('ipAddress'),
  logText('userAgent'),
  logText('sessionId'),
  logText('visitId'),
];

function compose(s: string, c: CatalogueInput, mode: WriteMode, shape: Shape): Prepared {
  const fill: ((batch: WriteBatch) => unknown)[] = [];
  const parameter = (type: string, value: (batch: WriteBatch) => unknown) => `$${fill.push(value)}::${type}`;
  const rows = (columns: readonly Column[], names: string): string =>
    shape.single
      ? `(select ${columns.map(({ type, one }) => parameter(type, one)).join(', ')}, 1) as i(${names}, o)`
      : `unnest(${columns.map(({ type, many }) => parameter(`${type}[]`, many)).join(', ')}) with ordinality as i(${names}, o)`;
  const stats = shape.stats.map((i) => `"${statsColumns(c)[i]!.column}"`);

  const ctes = [
    `guard as materialized (
  select 1 from ${s}.write_guard where id = 1 and epoch = ${parameter('bigint', (b) => b.epoch)}
)`,
  ];
  if (shape.people) {
    const people = rows(
      [texts((b) => b.newUsers.map(([id]) => id)), instants((b) => b.newUsers.map(([, ms]) => ms))],
      'id, first',
    );
    // Inserted only where missing: a conflict would use up a number of user_no.
    ctes.push(`came as materialized (select id, first from ${people}), people as (
  insert into ${s}.users as t (id, first_seen_at)
  select i.id, i.first from came i where not exists (select 1 from ${s}.users u where u.id = i.id)
  on conflict (id) do update set first_seen_at = least(t.first_seen_at, excluded.first_seen_at)
), earlier as (
  update ${s}.users t set first_seen_at = i.first from came i
  where t.id = i.id and (t.first_seen_at is null or t.first_seen_at > i.first)
)`);
  }
  ctes.push(`log as (${mode === 'write' ? insertLog(s, rows) : takePending(s, rows)})`);
  ctes.push(`stats as (
  insert into ${s}.user_usage_stats as t (${['user_id', 'first_activity_at', 'last_activity_at', ...stats].join(', ')})
  select ${['id', 'f', 'l', ...countsIn(shape, parameter)].join(', ')}
  from ${rows(
    [
      texts((b) => b.users.map((u) => u.userId)),
      instants((b) => b.users.map((u) => u.first)),
      instants((b) => b.users.map((u) => u.last)),
    ],
    'id, f, l',
  )}
  on conflict (user_id) do update set ${[
    'first_activity_at = least(t.first_activity_at, excluded.first_activity_at)',
    'last_activity_at = greatest(t.last_activity_at, excluded.last_activity_at)',
    'updated_at = excluded.updated_at',
    ...stats.map((x) => `${x} = t.${x} + excluded.${x}`),
  ].join(', ')}
)`);
  const quarters = (b: WriteBatch) => binary.timestamps(quartersOf(b.activities.map((a) => a.createdAt)));
  ctes.push(`outdated as (${outdating(s, parameter('timestamptz[]', quarters))})`);

  const taken =
    mode === 'fold'
      ? `(select count(*) from log) = ${parameter('bigint', (b) => b.activities.length)} and `
      : '';
  const text = `with ${ctes.join(', ')}\nselect 1 / (${taken}exists (select 1 from guard) and ${sharesLock(s)})::int as ok`;
  const name = `joip_${mode}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return { name, text, fill };
}

type Parameter = (type: string, value: (batch: WriteBatch) => unknown) => string;
type RowsOf = (columns: readonly Column[], names: string) => string;

/** What each user's row adds to the columns that the batch touches. */
function countsIn({ stats, single }: Shape, parameter: Parameter): string[] {
  // A parameter that nothing reads has no type, and PostgreSQL refuses it.
  if (stats.length === 0) return [];
  if (single) return stats.map((column) => parameter('int', (b) => b.users[0]!.counts[column]));
  // All of them in one flat array: an element costs a fraction of an array a column.
  const array = parameter('int[]', (b) => binary.ints(flatten(b.users, stats)));
  return stats.map((_, i) => `(${array})[(o - 1) * ${stats.length} + ${i + 1}]`);
}

/** It returns something so that Citus tells why it was refused: of what it copies to its workers it keeps no SQLSTATE. */
const insertLog = (s: string, rows: RowsOf): string => `
  insert into ${s}.user_activity_logs
    (user_id, created_at, event_id, action, feature, details, ip_address, user_agent, session_id, visit_id)
  select c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 from ${rows(LOG, LOG.map((_, i) => `c${i}`).join(', '))}
  returning 1
`;

const takePending = (s: string, rows: RowsOf): string => `
  delete from ${s}.activity_pending p using ${rows(KEYS, 'user_id, created_at, event_id')}
  where (p.user_id, p.created_at, p.event_id) = (i.user_id, i.created_at, i.event_id) returning 1
`;

function flatten(rows: readonly { counts: Int32Array }[], columns: readonly number[]): Int32Array {
  const flat = new Int32Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) for (const column of columns) flat[at++] = row.counts[column]!;
  return flat;
}
