import { foldPattern, holdsSql } from '../../db/search-fold.ts';
import { BadRequest } from '../errors.ts';
import { findUsers } from '../read/find-users.ts';
import type { Parameter } from '../read/log-where.ts';
import { at, type ReportReader } from '../read/reader.ts';

/** A list of facts, latest first; the relation is `t`. */
export interface FactList {
  /** As `from` takes it. */
  readonly relation: string;
  /** What of it is told. */
  readonly select: string;
  /** The column that dates a fact, and the one that tells apart what has the same id. */
  readonly when: string;
  readonly tie: string;
  readonly where: readonly string[];
  /** What the conditions' parameters stand for. */
  readonly values: unknown[];
}

interface Placed {
  /** Microseconds since 1970: a mapped table may keep more than milliseconds. */
  readonly place_at: number;
  readonly place_id: string;
  readonly place_tie: string;
}

/** Adds values to a list of parameters. */
export const into =
  (values: unknown[]): Parameter =>
  (value, type) =>
    `$${values.push(value)}::${type}`;

/**
 * A page that goes on after the last row shown, so that facts recorded meanwhile move nothing.
 *
 * @throws BadRequest for a foreign cursor
 */
export async function factPage<Row>(
  r: ReportReader,
  list: FactList,
  { cursor, pageSize }: { cursor?: string | undefined; pageSize: number },
): Promise<{ rows: Row[]; nextCursor: string | null; pageSize: number }> {
  const values = [...list.values];
  const when = `t.${list.when}`;
  const tie = `t.${list.tie}`;
  const where = [...list.where];
  if (cursor !== undefined) where.push(after(decode(cursor), when, tie, into(values)));
  const rows = await r.rows<Row & Placed>(
    `select ${list.select}, (extract(epoch from ${when}) * 1000000)::bigint as place_at,
       t.id as place_id, ${tie} as place_tie
     from ${list.relation} t where ${where.join(' and ') || 'true'}
     order by ${when} desc, t.id collate "C" desc, ${tie} collate "C" desc limit ${pageSize + 1}`,
    values,
  );
  const page = rows.slice(0, pageSize);
  const nextCursor = rows.length > pageSize ? encode(page.at(-1)!) : null;
  return { rows: page.map(withoutPlace<Row>), nextCursor, pageSize };
}

/** Sums over all of a list, as expressions by name. */
export async function factTotals<Name extends string>(
  r: ReportReader,
  { relation, where, values }: FactList,
  sums: Readonly<Record<Name, string>>,
): Promise<Record<Name, number>> {
  const columns = Object.entries<string>(sums).map(([name, sum]) => `coalesce(${sum}, 0) as "${name}"`);
  const rows = await r.rows<Record<Name, number>>(
    `select ${columns.join(', ')} from ${relation} t where ${where.join(' and ') || 'true'}`,
    values,
  );
  return rows[0]!;
}

/** The condition that a fact is of a range. */
export const madeIn = (when: string, range: { start: number; end: number }, p: Parameter): string =>
  `t.${when} >= ${p(at(range.start), 'timestamptz')} and t.${when} < ${p(at(range.end), 'timestamptz')}`;

/** Facts that name a user by a part of profile or id, also one whom nobody identified, or hold the text. */
export async function matching(
  r: ReportReader,
  search: string,
  p: Parameter,
  { people, texts = [] }: { people: readonly string[]; texts?: readonly string[] },
): Promise<string> {
  const { ids } = await findUsers(r, { userId: undefined, search });
  const pattern = p(foldPattern(search), 'text');
  const found = p(ids, 'text[]');
  return `(${holdsSql([...people, ...texts], pattern)}
    or ${people.map((column) => `${column} = any(${found})`).join(' or ')})`;
}

const withoutPlace = <Row>({ place_at: _, place_id: __, place_tie: ___, ...row }: Row & Placed): Row =>
  row as Row;

type Place = readonly [micros: number, id: string, tie: string];

function after([micros, id, last]: Place, when: string, tie: string, p: Parameter): string {
  const instant = `(timestamptz 'epoch' + ${p(micros, 'float8')} * interval '1 microsecond')`;
  return `${when} <= ${instant} and (${when}, t.id collate "C", ${tie} collate "C")
    < (${instant}, ${p(id, 'text')}, ${p(last, 'text')})`;
}

const encode = (row: Placed): string =>
  Buffer.from(JSON.stringify([row.place_at, row.place_id, row.place_tie] satisfies Place)).toString(
    'base64url',
  );

const LAST = Date.UTC(9999, 0, 1) * 1_000;
const storable = (value: unknown) =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');

function decode(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 3) {
      const [micros, id, tie] = place;
      if (Number.isSafeInteger(micros) && Math.abs(micros) < LAST && storable(id) && storable(tie))
        return [micros, id, tie];
    }
  } catch {
    // Told below, as every other cursor that is not ours.
  }
  throw new BadRequest({ cursor: 'takes nextCursor of an earlier answer; leave it out to begin anew' });
}
