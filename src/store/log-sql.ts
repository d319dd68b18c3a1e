import pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { plainText, raw } from '../db/sql.ts';
import { saysSql, textsSql } from './detail-sql.ts';
import { merged, type Stretch } from './stretch.ts';

const literal = pg.escapeLiteral;
const at = (ms: number) => literal(new Date(ms).toISOString());

/** Instants by feature and by signal, in milliseconds; what has none is left alone. */
export interface Older {
  readonly features: ReadonlyMap<string, number>;
  readonly signals: ReadonlyMap<string, number>;
}

export interface LogAsked {
  readonly stretches: readonly Stretch[];
  /** Ids; null for everybody. */
  readonly users?: readonly string[] | null;
  /** Details by which rows are told apart too, whoever declares them: what they say stands under `details.NAME`. */
  readonly details?: readonly string[];
  /** What details of rows must say, perhaps as one of several. */
  readonly where?: readonly (readonly [detail: string, value: string])[];
  /** Only rows whose details say anything of these. */
  readonly saying?: readonly string[];
  /** Only rows of these actions; null for all. */
  readonly actions?: readonly string[] | null;
  /** Only what is older than an instant of its feature, of its signal: what retention removes. */
  readonly older?: Older;
  /** Values of breakdowns are told apart however many there are. */
  readonly apart?: boolean;
  /** Highest number that is taken, by a kind or by an earlier reading. Default: that of the kinds known now. */
  readonly taken?: number;
}

/** Of one stretch at least, as a condition. */
export const during = (column: string, stretches: readonly Stretch[]) =>
  `(${merged(stretches)
    .map(({ start, end }) => `${column} >= ${at(start)} and ${column} < ${at(end)}`)
    .join(' or ')})`;

const whose = (column: string, users: readonly string[] | null | undefined) =>
  users ? `and ${column} = any(array[${users.map(literal).join(', ')}]::text[])` : '';

/** Of a row `l` of the log, by breakdown in the catalogue's order: its value as JSON, null where its action has none. */
export const breakdownsSql = (c: CatalogueInput): string[] =>
  Object.entries(c.breakdowns).map(([name, { actions }]) => {
    const own = actions.map(literal).join(', ') || 'null';
    return `case when l.action in (${own}) then l.details -> ${literal(name)} end`;
  });

interface Where {
  readonly db: Database;
  readonly catalogue: CatalogueInput;
}

/**
 * User, instant, null, action, feature, then texts: values of breakdowns as JSON, details as a JSON list of what they
 * say. Signals beside them, unless the question is about what they don't have.
 *
 * @param texts how many there are
 */
export function logSql(where: Where, asked: LogAsked, stretches: readonly Stretch[], texts: number): string {
  const activities = activitiesSql(where, asked, stretches);
  const alone = asked.where?.length || asked.details?.length || asked.actions;
  return alone ? activities : `${activities} union all ${signalsSql(where, asked, stretches, texts)}`;
}

function activitiesSql({ db, catalogue: c }: Where, asked: LogAsked, stretches: readonly Stretch[]): string {
  const values = breakdownsSql(c).map((value) => `(${value})::text`);
  const details = (asked.details ?? []).map(
    (name) => `(${plainText(textsSql(raw(`(l.details -> ${literal(name)})`)))})::text`,
  );
  const having = (asked.where ?? []).map(
    ([name, value]) =>
      `and ${plainText(saysSql(raw(`(l.details -> ${literal(name)})`), raw(literal(value))))}`,
  );
  const saying = (asked.saying ?? []).map((name) => `and l.details ? ${literal(name)}`);
  const among = asked.actions
    ? `and l.action = any(array[${asked.actions.map(literal).join(', ')}]::text[])`
    : '';
  return `select ${['l.user_id', 'l.created_at', 'null::int', 'l.action', 'l.feature', ...values, ...details].join(', ')}
    from ${db.s}.user_activity_logs l
    where ${during('l.created_at', stretches)} ${whose('l.user_id', asked.users)} ${among} ${having.join(' ')} ${saying.join(' ')}
      ${asked.older ? `and ${isOlder('l.feature', 'l.created_at', asked.older.features)}` : ''} and ${isCounted(db.s)}`;
}

/**
 * Condition on a row `l` of the log: it isn't pending. Most often nothing is, which is seen once for a statement: to
 * look for each row's own takes as long as to read it.
 */
export const isCounted = (s: string): string => `(not exists (select 1 from ${s}.activity_pending)
  or not exists (select 1 from ${s}.activity_pending p
    where p.user_id = l.user_id and p.created_at = l.created_at and p.event_id = l.event_id))`;

/** Condition on rows that are older than the instant that a column's value has. */
export const isOlder = (name: string, time: string, than: ReadonlyMap<string, number>): string =>
  `(${[...than].map(([value, ms]) => `${name} = ${literal(value)} and ${time} < ${at(ms)}`).join(' or ') || 'false'})`;

/** User, hour, how many, signal; also of signals that no counter is fed by any more, since one may be again. */
function signalsSql({ db }: Where, asked: LogAsked, stretches: readonly Stretch[], texts: number): string {
  return `select x.user_id, x.hour, sum(x.n)::int, x.signal${', null'.repeat(1 + texts)} from ${db.s}.user_signals x
    where ${during('x.hour', stretches)} ${whose('x.user_id', asked.users)}
      ${asked.older ? `and ${isOlder('x.signal', 'x.hour', asked.older.signals)}` : ''}
    group by x.user_id, x.hour, x.signal`;
}
