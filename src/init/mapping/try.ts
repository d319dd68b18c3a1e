import type { Database } from '../../db/connect.ts';
import { MappingError, withMapping } from '../../db/mapping.ts';
import { tablesInDatabase, valuesOf } from '../tables/database.ts';
import type { Table } from '../tables/table.ts';
import { quoted, quotedTable } from '../tables/table.ts';
import type { Draft } from './draft.ts';
import { proposeMapping } from './propose.ts';

/** A draft with what became of it: `tried` ran against the database, `open` waits for somebody. */
export interface Proposal extends Draft {
  readonly state: 'tried' | 'open' | 'none';
}

/** Each SELECT that looks certain is run for no rows, in a transaction that can't write. */
export async function proposeFrom(db: Database): Promise<Proposal[]> {
  const tables = await tablesInDatabase(db);
  const values = (table: Table, { name }: { name: string }) =>
    valuesOf(db, quotedTable(table), quoted(name)).catch(() => null);
  const proposals: Proposal[] = [];
  for (const draft of await proposeMapping(tables, values)) {
    const problems = draft.table && draft.open.length === 0 ? await problemsOf(db, draft) : [];
    proposals.push({ ...draft, open: [...draft.open, ...problems], state: stateOf(draft, problems) });
  }
  return proposals;
}

/** Of tables that only a schema file tells: nothing was tried, so nothing stands as it is. */
export async function proposeUntried(tables: readonly Table[]): Promise<Proposal[]> {
  const drafts = await proposeMapping(tables, async () => null);
  return drafts.map((draft) => ({
    ...draft,
    open: draft.table ? [...draft.open, "not tried: the database wasn't reached"] : [],
    state: draft.table ? 'open' : 'none',
  }));
}

function stateOf({ table, open }: Draft, problems: readonly string[]): Proposal['state'] {
  if (!table) return 'none';
  return open.length + problems.length > 0 ? 'open' : 'tried';
}

async function problemsOf(db: Database, { relation, sql }: Draft): Promise<readonly string[]> {
  try {
    await withMapping(db, { [relation]: sql });
    return [];
  } catch (error) {
    if (error instanceof MappingError) return error.problems;
    throw error;
  }
}
