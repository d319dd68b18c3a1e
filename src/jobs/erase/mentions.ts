import type pg from 'pg';
import type { CatalogueInput } from '../../catalogue/index.ts';
import type { Database } from '../../db/connect.ts';
import type { Person } from '../../db/naming.ts';
import { atLeisure } from '../../db/silence.ts';
import { personDetails } from '../../ingest/persons.ts';
import { findInDetails, type Holding, redactDetails } from './details.ts';

/** A log row that names the user in a detail. */
interface Naming {
  readonly user_id: string;
  readonly created_at: string;
  readonly event_id: string;
  readonly detail: string;
}

/** Log rows of others whose details, where declared as naming a person, name this one. Reads the whole log. */
async function findNaming(db: Database, c: CatalogueInput, id: string): Promise<Naming[]> {
  const { rows } = await atLeisure(db, (client) =>
    client.query<Naming>(
      `select l.user_id, to_json(l.created_at) #>> '{}' as created_at, l.event_id, d.detail
     from ${db.s}.user_activity_logs l, unnest($1::text[]) as d(detail)
     where l.details ->> d.detail = $2 and l.user_id <> $2`,
      [personDetails(c), id],
    ),
  );
  return rows;
}

/** Puts the alias in the place of the user. */
async function redactNaming(
  db: Database,
  client: pg.Pool | pg.PoolClient,
  found: readonly Naming[],
  id: string,
  alias: string,
): Promise<number> {
  if (found.length === 0) return 0;
  const { rowCount } = await client.query(
    `update ${db.s}.user_activity_logs l set details = jsonb_set(l.details, array[i.detail], to_jsonb($6::text))
     from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::text[]) as i(user_id, created_at, event_id, detail)
     where l.user_id = i.user_id and l.created_at = i.created_at and l.event_id = i.event_id
       and l.details ->> i.detail = $5`,
    [
      found.map((row) => row.user_id),
      found.map((row) => row.created_at),
      found.map((row) => row.event_id),
      found.map((row) => row.detail),
      id,
      alias,
    ],
  );
  return rowCount ?? 0;
}

interface Letter {
  readonly id: string;
  readonly user_id: string | null;
  readonly message: string;
  readonly payload: string;
}

const PAGE = 500;

/** Dead letters of the user go; where others' mention the user, an alias stands there. */
export async function eraseLetters(
  db: Database,
  client: pg.PoolClient,
  person: Person,
  alias: string,
): Promise<{ removed: number; redacted: number }> {
  const texts = [person.id, person.email, person.name].filter((text) => text !== null && text !== '');
  const escaped = texts.flatMap((text) => [text!, JSON.stringify(text).slice(1, -1)]);
  let [removed, redacted, after] = [0, 0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { rows } = await client.query<Letter>(
      `select id, user_id, message, payload from ${db.s}.dead_letters d
       where id > $1 and (user_id = $2 or exists (select 1 from unnest($3::text[]) t
         where position(t in d.payload) > 0 or position(t in d.message) > 0 or d.action = t))
       order by id limit ${PAGE}`,
      [after, person.id, [...new Set(escaped)]],
    );
    for (const letter of rows) {
      if (isOwn(letter, person.id)) {
        await client.query(`delete from ${db.s}.dead_letters where id = $1`, [letter.id]);
        removed++;
        continue;
      }
      const [payload, message] = [
        redactPayload(letter.payload, person, alias),
        redactText(letter.message, person, alias),
      ];
      if (payload === letter.payload && message === letter.message) continue;
      await client.query(`update ${db.s}.dead_letters set payload = $2, message = $3 where id = $1`, [
        letter.id,
        payload,
        message,
      ]);
      redacted++;
    }
    if (rows.length < PAGE) return { removed, redacted };
    after = rows.at(-1)!.id;
  }
}

function isOwn({ user_id, payload }: Letter, id: string): boolean {
  return user_id === id || (parse(payload) as { userId?: unknown } | null)?.userId === id;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** As JSON, value by value; one that was cut at its end as text. */
function redactPayload(payload: string, person: Person, alias: string): string {
  const value = parse(payload);
  if (value === null) return redactText(payload, person, alias);
  let touched = false;
  const replace = (text: string): string => {
    const whole = text === person.id || text === person.name;
    const redacted = whole ? alias : person.email ? text.replaceAll(person.email, alias) : text;
    touched ||= redacted !== text;
    return redacted;
  };
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return replace(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [replace(key), walk(inner)]));
  };
  const redacted = walk(value);
  return touched ? JSON.stringify(redacted) : payload;
}

/** Quoted, or an address anywhere: an id such as `1` stands inside of other texts too. */
function redactText(text: string, { id, email, name }: Person, alias: string): string {
  let redacted = text;
  for (const each of [id, name])
    if (each) redacted = redacted.replaceAll(JSON.stringify(each), JSON.stringify(alias));
  return email ? redacted.replaceAll(email, alias) : redacted;
}

/** Rows of others that name the user. */
export interface Others {
  readonly naming: readonly Naming[];
  readonly details: readonly Holding[];
}

export const findOthers = async (db: Database, c: CatalogueInput, person: Person): Promise<Others> => ({
  naming: await findNaming(db, c, person.id),
  details: await findInDetails(db, c, person),
});

export const redactOthers = async (
  db: Database,
  client: pg.Pool | pg.PoolClient,
  { id }: Person,
  { naming, details }: Others,
  alias: string,
): Promise<number> =>
  (await redactDetails(db, client, details, alias)) + (await redactNaming(db, client, naming, id, alias));
