import type { Database } from '../db/connect.ts';
import { checkFact, type FactOutcome } from './check-fact.ts';
import { type FactName, type FactTable, factTables } from './fact-rows.ts';
import { codeOf } from './write.ts';

/** Records facts of one kind: one outcome for each, in order. Never rejects. */
export async function recordFacts(
  db: Database,
  name: FactName,
  inputs: readonly unknown[],
): Promise<FactOutcome[]> {
  const fact: FactTable = factTables[name];
  const checked = inputs.map((input) => checkFact(fact.schema, input));
  const rows = new Map<string, Record<string, unknown>>();
  const keys = fact.columns.filter((c) => c.key);
  // Of two with one key the later stands, as if they had come one after the other.
  for (const each of checked)
    if (each.ok) rows.set(JSON.stringify(keys.map((k) => each.value[k.field])), each.value);
  const failure = await attempt(() =>
    upsert(
      db,
      fact,
      [...rows.keys()].sort().map((key) => rows.get(key)!),
    ),
  );
  return checked.map((each) => (each.ok ? (failure ?? { outcome: 'recorded' }) : each.outcome));
}

/** Runs a write a second time where it lost a deadlock; tells a failure as an outcome. */
export async function attempt(write: () => Promise<unknown>): Promise<FactOutcome | undefined> {
  for (let turn = 0; ; turn++) {
    try {
      await write();
      return undefined;
    } catch (error) {
      if (turn < 5 && /^40/.test(codeOf(error))) continue;
      const why = error instanceof Error ? error.message : String(error);
      return {
        outcome: 'refused',
        reason: 'database_unavailable',
        message: `not written: ${why}; send again`,
      };
    }
  }
}

async function upsert(
  db: Database,
  { table, columns }: FactTable,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.map((c) => c.column);
  const updates = columns.filter((c) => !c.key).map((c) => `${c.column} = excluded.${c.column}`);
  await db.pool.query(
    `insert into ${db.s}.${table} (${names.join(', ')})
     select * from unnest(${columns.map((c, i) => `$${i + 1}::${c.type}[]`).join(', ')})
     on conflict (${columns
       .filter((c) => c.key)
       .map((c) => c.column)
       .join(', ')})
     do update set ${updates.join(', ')}`,
    columns.map((c) => rows.map((row) => row[c.field] ?? null)),
  );
}
