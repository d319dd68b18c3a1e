import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import type { Person } from '../../db/naming.ts';
import { atLeisure } from '../../db/silence.ts';
import { personDetails } from '../../ingest/persons.ts';

interface Row {
  readonly user_id: string;
  readonly created_at: string;
  readonly event_id: string;
  readonly before: string;
}

/** A log row of somebody else whose details hold the person, and what they are with an alias there. */
export interface Holding extends Row {
  after(alias: string): string;
}

/** Ids that are short or nothing but digits are values of much else; they lead to nobody by themselves. */
const tellsBy = (id: string) => id.length >= 3 && !/^\d+$/.test(id);

/**
 * Log rows of others whose details hold the person's id as a value, or their e-mail anywhere in one, whether or not
 * the catalogue declares that detail as naming people. What is counted by value (a breakdown) stays as it was
 * counted. Reads the whole log.
 */
export async function findInDetails(
  db: Database,
  c: CatalogueInput,
  { id, email }: Person,
): Promise<Holding[]> {
  const texts = [...(tellsBy(id) ? [id] : []), ...(email ? [email] : [])];
  if (texts.length === 0) return [];
  const { rows } = await atLeisure(db, (client) =>
    client.query<Row>(
      `select l.user_id, to_json(l.created_at) #>> '{}' as created_at, l.event_id, l.details::text as before
     from ${db.s}.user_activity_logs l
     where l.user_id <> $1 and exists (select 1 from unnest($2::text[]) t where position(t in l.details::text) > 0)`,
      [id, texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])],
    ),
  );
  const counted = new Set([...Object.keys(c.breakdowns), ...personDetails(c)]);
  const replace = (text: string, alias: string): string => {
    if (text === id && tellsBy(id)) return alias;
    return email ? text.replaceAll(email, alias) : text;
  };
  const walk = (value: unknown, alias: string, top = false): unknown => {
    if (typeof value === 'string') return replace(value, alias);
    if (Array.isArray(value)) return value.map((each) => walk(each, alias));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) =>
        top && counted.has(key) ? [key, each] : [replace(key, alias), walk(each, alias)],
      ),
    );
  };
  return rows.flatMap((row) => {
    const details: unknown = JSON.parse(row.before);
    const after = (alias: string) => JSON.stringify(walk(details, alias, true));
    return after('') === JSON.stringify(details) ? [] : [{ ...row, after }];
  });
}

/** Writes what `findInDetails` found, where it is still so. */
export async function redactDetails(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  found: readonly Holding[],
  alias: string,
): Promise<number> {
  if (found.length === 0) return 0;
  const { rowCount } = await client.query(
    `update ${db.s}.user_activity_logs l set details = i.after
     from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::jsonb[], $5::jsonb[]) as i(user_id, created_at, event_id, before, after)
     where l.user_id = i.user_id and l.created_at = i.created_at and l.event_id = i.event_id and l.details = i.before`,
    [
      found.map((row) => row.user_id),
      found.map((row) => row.created_at),
      found.map((row) => row.event_id),
      found.map((row) => row.before),
      found.map((row) => row.after(alias)),
    ],
  );
  return rowCount ?? 0;
}
