import { foldPattern, holds } from '../../db/search-fold.ts';
import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import { foreignCursor } from '../errors.ts';
import { findUsers } from '../read/find-users.ts';
import type { ReportReader } from '../read/reader.ts';

/** A list of facts, latest first; the relation is `t`. */
export interface FactList {
  /** As `from` takes it. */
  readonly relation: Sql;
  /** What of it is told. */
  readonly select: Sql;
  /** The column that dates a fact, and the one that tells apart what has the same id. */
  readonly when: string;
  readonly tie: string;
  readonly where: readonly Sql[];
}

interface Placed {
  /** Microseconds since 1970: a mapped table may keep more than milliseconds. */
  readonly place_at: number;
  readonly place_id: string;
  readonly place_tie: string;
}

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
  const when = raw(`t.${list.when}`);
  const tie = raw(`t.${list.tie}`);
  const where = [...list.where];
  if (cursor !== undefined) where.push(after(decode(cursor), when, tie));
  const rows = await r.rows<Row & Placed>(
    sql`select ${list.select}, (extract(epoch from ${when}) * 1000000)::bigint as place_at,
       t.id as place_id, ${tie} as place_tie
     from ${list.relation} t where ${all(where)}
     order by ${when} desc, t.id collate "C" desc, ${tie} collate "C" desc limit ${pageSize + 1}`,
  );
  const page = rows.slice(0, pageSize);
  const nextCursor = rows.length > pageSize ? encode(page.at(-1)!) : null;
  return { rows: page.map(withoutPlace<Row>), nextCursor, pageSize };
}

/** Sums over all of a list, as expressions by name. */
export async function factTotals<Name extends string>(
  r: ReportReader,
  { relation, where }: FactList,
  sums: Readonly<Record<Name, Sql>>,
): Promise<Record<Name, number>> {
  const columns = Object.entries<Sql>(sums).map(
    ([name, sum]) => sql`coalesce(${sum}, 0) as ${raw(`"${name}"`)}`,
  );
  const rows = await r.rows<Record<Name, number>>(
    sql`select ${join(columns, sql`, `)} from ${relation} t where ${all(where)}`,
  );
  return rows[0]!;
}

/** What was asked of a list, for `meta.filters`: those parameters that were given. */
export const filtersIn = <Name extends string>(
  query: Readonly<Partial<Record<Name, string | undefined>>>,
  names: readonly Name[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Facts that name a user by a part of profile or id, also one whom nobody identified, or hold the text. */
export async function matching(
  r: ReportReader,
  search: string,
  { people, texts = [] }: { people: readonly string[]; texts?: readonly string[] },
): Promise<Sql> {
  const { ids } = await findUsers(r, { userId: undefined, search });
  const named = people.map((column) => sql`${raw(column)} = any(${ids}::text[])`);
  const holding = holds([...people, ...texts], sql`${foldPattern(search)}::text`);
  return sql`(${join([holding, ...named], sql` or `)})`;
}

const withoutPlace = <Row>({ place_at: _, place_id: __, place_tie: ___, ...row }: Row & Placed): Row =>
  row as Row;

type Place = readonly [micros: number, id: string, tie: string];

function after([micros, id, last]: Place, when: Sql, tie: Sql): Sql {
  const shown = sql`(timestamptz 'epoch' + ${micros}::float8 * interval '1 microsecond')`;
  return sql`${when} <= ${shown} and (${when}, t.id collate "C", ${tie} collate "C")
    < (${shown}, ${id}::text, ${last}::text)`;
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
    // Told below, as every other cursor that isn't ours.
  }
  throw foreignCursor();
}
