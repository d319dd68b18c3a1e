import { getTableName } from 'drizzle-orm';
import { statsColumns } from '../../db/columns.ts';
import { knownMigrations, readApplied, refusalFor } from '../../db/migrate.ts';
import { type Check, fail, ok } from './check.ts';

const MIGRATE = 'run `joip-analytics migrate`';

export const tables: Check = {
  name: 'tables',
  question: 'Do the tables exist, and are they this version’s?',
  async run({ db }) {
    const known = knownMigrations();
    const applied = await readApplied(db);
    const done = applied.map(({ tag }) => tag);
    const refusal = refusalFor(applied);
    if (refusal) return fail(refusal.reason, refusal.remedy);
    const missing = known.filter((tag) => !done.includes(tag));
    if (missing.length > 0) return fail(`not migrated: ${missing.join(', ')}`, MIGRATE);
    const names = Object.values(db.tables).map(getTableName);
    const { rows } = await db.pool.query<{ name: string }>(
      `select name from unnest($1::text[]) as i(name)
       where not exists (select 1 from pg_tables where schemaname = $2 and tablename = name)`,
      [names, db.schema],
    );
    const gone = rows.map((row) => row.name);
    if (gone.length > 0)
      return fail(`missing: ${gone.join(', ')}`, 'somebody dropped them: restore them from a backup');
    return ok(`${names.length} tables, ${done.length} migrations`);
  },
};

export const columns: Check = {
  name: 'columns',
  question: 'Does every counter of the catalogue have its column, filled?',
  async run({ db, catalogue }) {
    const wanted = statsColumns(catalogue).map(({ column }) => `user_usage_stats.${column}`);
    const { rows } = await db.pool.query<{ name: string; present: boolean; filled: boolean }>(
      `select name, a.attname is not null as present, coalesce(c.filled, true) as filled
       from unnest($1::text[]) as i(name)
       left join pg_attribute a on attrelid = to_regclass($2 || '.' || split_part(name, '.', 1))
         and attname = split_part(name, '.', 2) and not attisdropped
       left join ${db.s}.catalogue_columns c on c.table_name || '.' || c.column_name = name
       where a.attname is null or not coalesce(c.filled, true)`,
      [wanted, db.s],
    );
    const missing = rows.filter((row) => !row.present).map((row) => row.name);
    if (missing.length > 0) return fail(`missing: ${missing.join(', ')}`, MIGRATE);
    if (rows.length > 0)
      return {
        status: 'warn',
        detail: `not filled yet, so reports leave them empty: ${rows.map((row) => row.name).join(', ')}`,
        mend: 'run `joip-analytics rebuild`',
      };
    return ok(`${wanted.length} columns`);
  },
};
