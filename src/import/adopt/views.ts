import type pg from 'pg';
import { type CatalogueInput, snake } from '../../catalogue/index.ts';
import { type Database, transaction } from '../../db/connect.ts';
import { codeOf } from '../../db/failures.ts';
import { ImportError } from '../errors.ts';
import { type Column, foldName, OLD_TABLES, type OldTable, type OldTableName } from './find.ts';

/** Tables in the places of which views are to stand, those that there are. */
export type Replaced = Readonly<Record<OldTableName, OldTable | null>>;

export interface ViewOptions {
  readonly catalogue: CatalogueInput;
  /** Our schema as a quoted identifier. */
  readonly s: string;
  /** IANA zone of times in columns without one. */
  readonly timezone: string;
}

/**
 * The statements that put each old table aside and a view of its name and columns over ours in its place. Where it
 * is aside already, the view alone.
 *
 * @throws ImportError where what was read is no table
 */
export function viewStatements(tables: Replaced, o: ViewOptions): string[] {
  return (Object.keys(OLD_TABLES) as OldTableName[]).flatMap((which) => {
    const table = tables[which];
    if (!table) return [];
    const { place } = table;
    if (!place)
      throw new ImportError(
        `--views takes the place of tables, and ${OLD_TABLES[which].flag} is a SELECT: leave --views out, and write the view yourself`,
      );
    const columns = [...table.columns.values()].map(
      (column) => `${viewed(which, column, o)} as ${column.sql}`,
    );
    return [
      ...(place.isAside ? [] : [`alter table ${place.sql} rename to ${place.asideName}`]),
      `create or replace view ${place.sql} as select ${columns.join(', ')} from ${FROM[which](o.s)}`,
    ];
  });
}

/** Whoever may read a table may read its view. */
const GRANTS = `
select 'grant select on ' || v.view || ' to ' || coalesce(quote_ident(r.rolname), 'public') as grant
from unnest($1::text[], $2::text[]) as v(view, kept)
join pg_catalog.pg_class c on c.oid = v.kept::regclass cross join lateral aclexplode(c.relacl) a
left join pg_catalog.pg_roles r on r.oid = a.grantee
where a.privilege_type = 'SELECT' and a.grantee <> c.relowner`;

/**
 * Puts them in place, in one transaction that waits for no lock longer than a few seconds: a platform that still
 * writes isn't held up, and finds either the tables or the views.
 *
 * @throws ImportError
 */
export async function putViews(
  host: Database,
  tables: Replaced,
  statements: readonly string[],
): Promise<void> {
  try {
    await transaction(host, async (client) => {
      await client.query(`set local lock_timeout = '5s'`);
      for (const statement of statements) await client.query(statement);
      await grantAsBefore(client, tables);
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === '55P03')
      throw new ImportError(
        'the old tables were in use for over 5 s, so no view was put in their place; run it again, in a quieter moment',
        { cause: error },
      );
    if (code?.startsWith('42'))
      throw new ImportError(
        `no view was put in place of the old tables: ${(error as Error).message}; run it as their owner, with select on our schema`,
        { cause: error },
      );
    throw error;
  }
}

async function grantAsBefore(client: pg.PoolClient, tables: Replaced): Promise<void> {
  const places = Object.values(tables).flatMap((table) => table?.place ?? []);
  const { rows } = await client.query<{ grant: string }>(GRANTS, [
    places.map(({ sql }) => sql),
    places.map(({ aside }) => aside),
  ]);
  for (const { grant } of rows) await client.query(grant);
}

const FROM: Record<OldTableName, (s: string) => string> = {
  log: (s) => `${s}.user_activity_logs t`,
  stats: (s) => `${s}.user_usage_stats t join ${s}.users u on u.id = t.user_id`,
};

/** Columns of ours that mean the same under the same folded name. */
const SAME: Record<OldTableName, (c: CatalogueInput) => readonly string[]> = {
  log: () => [
    'user_id',
    'action',
    'feature',
    'details',
    'ip_address',
    'user_agent',
    'session_id',
    'visit_id',
    'created_at',
  ],
  stats: (c) => [
    ...['user_id', 'first_activity_at', 'last_activity_at', 'updated_at'],
    ...Object.keys(c.counters).map(snake),
  ],
};

const isInteger = (type: string) => /^(?:bigint|integer|smallint|numeric)$/.test(type);

/** Ids of rows: numbers in the order of time, and for the same row always the same. */
const IDS: Record<OldTableName, { integer: string; uuid: string; text: string }> = {
  log: {
    integer: `(extract(epoch from t.created_at) * 1000)::bigint * 1024 + (hashtext(t.event_id::text) & 1023)`,
    uuid: 't.event_id',
    text: 't.event_id::text',
  },
  stats: { integer: 'u.user_no::bigint', uuid: 'md5(t.user_id)::uuid', text: 't.user_id' },
};

function viewed(which: OldTableName, column: Column, { catalogue, timezone }: ViewOptions): string {
  const folded = foldName(column.name);
  if (folded === 'id') {
    const { integer, uuid, text } = IDS[which];
    return isInteger(column.type) ? integer : column.type === 'uuid' ? uuid : text;
  }
  const ours = SAME[which](catalogue).find((name) => foldName(name) === folded);
  return ours === undefined ? `null::${column.type}` : typed(`t."${ours}"`, ours, column.type, timezone);
}

/** One of our columns as the old one's type. An id that its type can't hold is null, not an error. */
function typed(sql: string, name: string, type: string, timezone: string): string {
  if (name.endsWith('_at') && type === 'timestamp without time zone')
    return `${sql} at time zone '${timezone}'`;
  if (name.endsWith('_id') && isInteger(type))
    return `case when ${sql} ~ '^\\d{1,18}$' then ${sql}::${type} end`;
  if (name.endsWith('_id') && type === 'uuid')
    return `case when ${sql} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${sql}::uuid end`;
  return `${sql}::${type}`;
}

/** Whether both are the same database: a view reads no other. */
export async function sameDatabase(one: Database, other: Database): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map(async ({ pool }) => {
      const { rows } = await pool.query<{ which: string }>(
        'select current_database() || pg_postmaster_start_time()::text as which',
      );
      return rows[0]!.which;
    }),
  );
  return a === b;
}
