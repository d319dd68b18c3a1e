import type pg from 'pg';
import { type Database, transaction } from './connect.ts';
import { DatabaseRefusal } from './refusal.ts';
import {
  type ColumnKind,
  type FactsMapping,
  type MappedSelect,
  type RelationColumn,
  type RelationName,
  relationColumns,
  relationNames,
  relationsIn,
} from './relations.ts';

/** A mapping that can't be read from. The message names the relation and the column, and how to mend it. */
export class MappingError extends DatabaseRefusal {
  override readonly name = 'MappingError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('mapping', problems.join('; '), '');
    this.problems = problems;
  }
}

/**
 * The database with its relations read from the SELECTs of a mapping.
 *
 * @throws MappingError with every problem of every SELECT
 */
export async function withMapping(db: Database, facts: FactsMapping | undefined): Promise<Database> {
  const names = Object.keys(facts ?? {});
  if (!facts || names.length === 0) return db;
  const problems = names
    .filter((name) => !relationNames.includes(name as RelationName))
    .map((name) => `facts.${name} is unknown; takes ${relationNames.join(', ')}`);
  const mapped: Partial<Record<RelationName, MappedSelect>> = {};
  for (const name of relationNames) {
    if (facts[name] === undefined) continue;
    const looked = await lookAt(db, name, facts[name]);
    if ('problems' in looked) problems.push(...looked.problems);
    else mapped[name] = looked.select;
  }
  if (problems.length > 0) throw new MappingError(problems);
  return { ...db, relations: relationsIn(db.s, mapped) };
}

type Looked = { readonly select: MappedSelect } | { readonly problems: string[] };

/** Runs a SELECT for no rows, which tells its columns, in a transaction that can't write. */
async function lookAt(db: Database, name: RelationName, given: string): Promise<Looked> {
  const sql = typeof given === 'string' ? given.trim().replace(/;\s*$/, '') : '';
  if (sql === '') return { problems: [`facts.${name} is empty; takes a SELECT such as: ${exampleOf(name)}`] };
  try {
    const fields = await transaction(db, (client) => describe(client, sql), 'begin read only');
    const problems = problemsOf(name, fields);
    return problems.length > 0
      ? { problems }
      : { select: { sql, columns: new Set(fields.map((field) => field.name)) } };
  } catch (error) {
    if (!(error instanceof Error) || !('severity' in error)) throw error;
    return {
      problems: [
        `facts.${name} can't be run: ${error.message}; it takes one SELECT that this database's user may read, such as: ${exampleOf(name)}`,
      ],
    };
  }
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly category: string;
}

async function describe(client: pg.PoolClient, sql: string): Promise<Field[]> {
  await client.query(`set local statement_timeout = '15s'`);
  // TRICKY: the extended protocol takes a single statement, so what ends this one early is refused.
  const query = { text: `select * from (\n${sql}\n) host limit 0`, queryMode: 'extended' };
  const { fields } = await client.query(query as pg.QueryConfig);
  const { rows } = await client.query<{ oid: number; type: string; category: string }>(
    `select oid::int8 as oid, format_type(oid, null) as type, typcategory as category
     from pg_type where oid = any($1::oid[])`,
    [fields.map((field) => field.dataTypeID)],
  );
  const types = new Map(rows.map((row) => [row.oid, row]));
  return fields.map(({ name, dataTypeID }) => {
    const found = types.get(dataTypeID);
    return { name, type: found?.type ?? 'unknown', category: found?.category ?? '' };
  });
}

const WHOLE = ['smallint', 'integer', 'bigint'];

const kinds: Readonly<
  Record<ColumnKind, { accepts: string; hint: (column: string) => string; fits: (field: Field) => boolean }>
> = {
  text: {
    accepts: 'text, uuid, an enum or a whole number',
    hint: (column) => `${column}::text as ${column}`,
    fits: ({ type, category }) => 'SEX'.includes(category) || type === 'uuid' || WHOLE.includes(type),
  },
  whole: {
    accepts: 'integer or bigint',
    hint: (column) =>
      column === 'amount' ? '(amount * 100)::bigint as amount' : `${column}::bigint as ${column}`,
    fits: ({ type }) => WHOLE.includes(type),
  },
  instant: {
    accepts: 'timestamp with time zone',
    hint: (column) => `${column} at time zone 'UTC' as ${column}`,
    fits: ({ type }) => type === 'timestamp with time zone',
  },
  flag: {
    accepts: 'boolean',
    hint: (column) => `(${column} = 'true') as ${column}`,
    fits: ({ type }) => type === 'boolean',
  },
};

function problemsOf(name: RelationName, fields: readonly Field[]): string[] {
  const wanted: Readonly<Record<string, RelationColumn>> = relationColumns[name];
  const accepted = Object.keys(wanted).join(', ');
  const problems: string[] = [];
  for (const field of fields) {
    const column = Object.hasOwn(wanted, field.name) ? wanted[field.name]! : null;
    if (!column)
      problems.push(
        `facts.${name}: the column ${field.name} is unknown; takes ${accepted}; name it with "as"`,
      );
    else if (!kinds[column.kind].fits(field)) {
      const { accepts, hint } = kinds[column.kind];
      problems.push(
        `facts.${name}: the column ${field.name} is ${field.type}, but takes ${accepts}; write ${hint(field.name)}`,
      );
    }
  }
  const given = fields.map((field) => field.name);
  for (const [column, { otherwise }] of Object.entries(wanted))
    if (otherwise === undefined && !given.includes(column))
      problems.push(`facts.${name}: the column ${column} is missing; takes ${accepted}`);
  for (const column of new Set(given.filter((each, i) => given.indexOf(each) < i)))
    problems.push(`facts.${name}: the column ${column} is given twice; give it once`);
  return problems;
}

const exampleOf = (name: RelationName): string =>
  `select ${Object.keys(relationColumns[name]).join(', ')} from …`;
