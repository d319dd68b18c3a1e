import { parseInstant } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import type { FactOutcome } from './check-fact.ts';
import type { FactColumn, FactTable } from './fact-rows.ts';
import { EQUALS, onlyJson, parameter, type Queryable, textsIn } from './host-sql.ts';

type Fact = Readonly<Record<string, unknown>>;
/** A row as text by field. */
type Kept = Record<string, string | null>;

const RECORDED: FactOutcome = { outcome: 'recorded' };

/**
 * Keeps each fact once by its id. The same again changes nothing; what differs in more than its removal is
 * refused as a conflict. A removal that is left out stays as it is, null takes it back.
 *
 * @returns an outcome for each, in order
 */
export async function keepFacts(
  db: Database,
  client: Queryable,
  fact: FactTable,
  facts: readonly Fact[],
): Promise<FactOutcome[]> {
  const ids = [...new Set(facts.map((each) => String(each.id)))].sort();
  for (;;) {
    const kept = await read(db, client, fact, ids);
    const plan = planOf(fact, facts, kept);
    // One that another writer kept meanwhile wasn't inserted: look at it as it is now.
    if ((await insert(db, client, fact, plan.inserts)) < plan.inserts.length) continue;
    await change(db, client, fact, plan.changes);
    return plan.outcomes;
  }
}

function planOf(fact: FactTable, facts: readonly Fact[], kept: ReadonlyMap<string, Kept>) {
  const rows = new Map(kept);
  const changed = new Set<string>();
  const outcomes = facts.map((each) => {
    const row = rowOf(fact, each);
    const id = row.id!;
    const known = rows.get(id);
    if (!known) {
      rows.set(id, row);
      return RECORDED;
    }
    const differing = fact.columns.filter((c) => !c.mutable && known[c.field] !== row[c.field]);
    if (differing.length > 0) return conflict(fact, id, differing);
    const told = fact.columns.filter((c) => c.mutable && each[c.field] !== undefined);
    if (told.some((c) => known[c.field] !== row[c.field])) {
      rows.set(id, { ...known, ...Object.fromEntries(told.map((c) => [c.field, row[c.field]!])) });
      changed.add(id);
    }
    return RECORDED;
  });
  const inserts = [...rows.keys()].filter((id) => !kept.has(id)).sort();
  const changes = [...changed].filter((id) => kept.has(id)).sort();
  const pick = (names: string[]) => names.map((name) => rows.get(name)!);
  return { outcomes, inserts: pick(inserts), changes: pick(changes) };
}

function rowOf(fact: FactTable, given: Fact): Kept {
  const textOf = ({ field, type }: FactColumn): string | null => {
    const value = given[field];
    if (value === undefined || value === null) return null;
    return String(type === 'timestamptz' ? parseInstant(value) : value);
  };
  return Object.fromEntries(fact.columns.map((c) => [c.field, textOf(c)]));
}

function conflict(fact: FactTable, id: string, differing: readonly FactColumn[]): FactOutcome {
  const names = differing.map((c) => c.field);
  return {
    outcome: 'refused',
    reason: 'conflict',
    message: `another ${fact.noun} has the id "${id}": it differs in ${names.join(', ')}; what was recorded stays, so give this one an id of its own`,
    fields: Object.fromEntries(names.map((name) => [name, 'differs from what is recorded under this id'])),
  };
}

async function read(db: Database, client: Queryable, { table, columns }: FactTable, ids: string[]) {
  const pairs = columns.map(({ column, field, type }) =>
    type === 'timestamptz'
      ? `'${field}', pg_catalog.floor(extract(epoch from ${column}) operator(pg_catalog.*) 1000)::pg_catalog.int8::pg_catalog.text`
      : `'${field}', ${column}::pg_catalog.text`,
  );
  const { rows } = await client.query(
    `select pg_catalog.json_build_object(${pairs.join(', ')})::pg_catalog.text from ${db.s}.${table}
     where id ${EQUALS} any (${textsIn('$1')})`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => onlyJson(row) as Kept).map((row) => [row.id!, row]));
}

async function insert(
  db: Database,
  client: Queryable,
  { table, columns }: FactTable,
  rows: readonly Kept[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const keys = columns.filter((c) => c.key).map((c) => c.column);
  const { rows: done } = await client.query(
    `insert into ${db.s}.${table} (${columns.map((c) => c.column).join(', ')})
     select * from ${given(columns)}
     on conflict (${keys.join(', ')}) do nothing returning id`,
    [asJson(columns, rows)],
  );
  return done.length;
}

async function change(db: Database, client: Queryable, fact: FactTable, rows: readonly Kept[]) {
  if (rows.length === 0) return;
  const told = fact.columns.filter((c) => c.key || c.mutable);
  const keys = told.filter((c) => c.key).map((c) => `t.${c.column} ${EQUALS} i.${c.column}`);
  const sets = told.filter((c) => c.mutable).map((c) => `${c.column} = i.${c.column}`);
  await client.query(
    `update ${db.s}.${fact.table} t set ${sets.join(', ')} from ${given(told)} where ${keys.join(' and ')}`,
    [asJson(told, rows)],
  );
}

/** The rows of the parameter `$1` as a relation `i`. */
const given = (columns: readonly FactColumn[]) =>
  `pg_catalog.jsonb_to_recordset(${parameter('$1', 'jsonb')})
     as i(${columns.map((c) => `${c.column} pg_catalog.${c.type}`).join(', ')})`;

const asJson = (columns: readonly FactColumn[], rows: readonly Kept[]) =>
  JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((c) => [c.column, sqlValue(c, row)]))));

function sqlValue({ field, type }: FactColumn, row: Kept): string | null {
  const value = row[field] ?? null;
  return value !== null && type === 'timestamptz' ? new Date(Number(value)).toISOString() : value;
}
