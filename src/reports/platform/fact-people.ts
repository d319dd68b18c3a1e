import type { Profile } from '../../contract/index.ts';
import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import { BadRequest, foreignCursor } from '../errors.ts';
import { profilesOf } from '../people/profiles.ts';
import type { ReportReader } from '../read/reader.ts';
import type { FactList } from './fact-page.ts';

/** How facts are added up by whom they are of. */
export interface ByWhom<Name extends string> {
  /** The column that names a user. */
  readonly person: string;
  /** Beside their number, by name. */
  readonly sums: Readonly<Record<Name, Sql>>;
  /** What ranks them; ties go by id. */
  readonly sortBy: 'count' | NoInfer<Name>;
}

type Ranked<Name extends string> = Profile & { readonly count: number } & Readonly<Record<Name, string>>;

/**
 * A page of the users whose facts a list has, those with the most first: their numbers add up to the list's. Sums are
 * whole numbers as text, which a number may round.
 *
 * @throws BadRequest for a foreign cursor
 */
export async function factPeople<Name extends string>(
  r: ReportReader,
  { relation, where }: FactList,
  { person, sums, sortBy }: ByWhom<Name>,
  { cursor, pageSize }: { cursor?: string | undefined; pageSize: number },
): Promise<{ people: Ranked<Name>[]; nextCursor: string | null; pageSize: number }> {
  const names = Object.keys(sums) as Name[];
  const added = names.map((name) => sql`, coalesce(${sums[name]}, 0) as ${raw(name)}`);
  const told = names.map((name) => sql`, p.${raw(name)}::text as ${raw(name)}`);
  const by = raw(`p.${sortBy}`);
  const rows = await r.rows<{ id: string; count: number; place: string } & Record<Name, string>>(
    sql`select p.id, p.count, ${by}::text as place${join(told, sql``)}
     from (select ${raw(person)} as id, count(*) as count${join(added, sql``)}
       from ${relation} t where ${all(where)} group by 1) p
     where ${cursor === undefined ? sql`true` : after(decode(cursor), by)}
     order by ${by} desc, p.id collate "C" limit ${pageSize + 1}`,
  );
  const page = rows.slice(0, pageSize);
  const profile = await profilesOf(
    r,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  return {
    people: page.map(({ id, place: _, ...numbers }) => ({ ...profile(id), ...numbers }) as Ranked<Name>),
    nextCursor: last && rows.length > pageSize ? encode(last) : null,
    pageSize,
  };
}

/** @throws BadRequest where an order of people is asked for without people */
export function refuseOrder({ groupBy, sortBy }: { groupBy?: unknown; sortBy?: unknown }, by: string): void {
  if (sortBy !== undefined && groupBy === undefined)
    throw new BadRequest({ sortBy: `ranks people; add groupBy=${by}, or leave it out` });
}

type Place = readonly [value: string, id: string];

const after = ([value, id]: Place, by: Sql): Sql =>
  sql`(${by} < ${value}::numeric or (${by} = ${value}::numeric and p.id collate "C" > ${id}::text))`;

const encode = ({ place, id }: { place: string; id: string }): string =>
  Buffer.from(`${place} ${id}`).toString('base64url');

function decode(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, value, id] = /^(-?\d{1,40}) ([^\0]{1,200})$/su.exec(text) ?? [];
  if (value === undefined || id === undefined) throw foreignCursor();
  return [value, id];
}
