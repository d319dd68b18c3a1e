import type { RelationName } from '../../db/relations.ts';
import {
  type Column,
  type ColumnType,
  plain,
  quoted,
  quotedTable,
  singular,
  type Table,
} from '../tables/table.ts';

/** A SELECT in the making, with what isn't certain of it. */
export interface Draft {
  readonly relation: RelationName;
  /** Undefined where no table looks like it. */
  readonly table: string | undefined;
  readonly sql: string;
  /** What somebody has to look at; without any, the SELECT may stand as it is. */
  readonly open: readonly string[];
}

/** Looks up the different values of a column; null where they can't be had, or are many. */
export type ValuesOf = (table: Table, column: Column) => Promise<readonly string[] | null>;

interface Context {
  readonly tables: readonly Table[];
  /** The one that holds the accounts. */
  readonly users: Table | undefined;
  readonly valuesOf: ValuesOf;
}

/** What the host's tables suggest for one relation; undefined where no table looks like it. */
export type Propose = (context: Context) => Promise<Draft | undefined> | Draft | undefined;

/** The column of one of these names, the first name first. */
export const columnOf = (table: Table, names: string): Column | undefined =>
  firstOf(names, (name) => table.columns.find((each) => plain(each.name) === plain(name)));

/**
 * The table of one of these names, the first name first; those of `public` come first in `tables`. Where there is none,
 * the only one that ends in such a name: `auth_user`.
 */
export const tableOf = (tables: readonly Table[], names: string): Table | undefined =>
  firstOf(names, (name) => tables.find((each) => singular(each.name) === name)) ??
  firstOf(names, (name) => {
    const all = tables.filter((each) => singular(each.name.split('_').at(-1)!) === name);
    return all.length === 1 ? all[0] : undefined;
  });

const firstOf = <T>(names: string, find: (name: string) => T | undefined): T | undefined =>
  names
    .split(' ')
    .map(find)
    .find((found) => found !== undefined);

/** Which column holds the id of such a row: one of these names, else what alone references its table. */
export function referenceTo(table: Table, other: Table | undefined, names: string): Column | undefined {
  const named = columnOf(table, names);
  if (named || !other) return named;
  const all = table.columns.filter(({ references }) => references === other.name);
  return all.length === 1 ? all[0] : undefined;
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Gathers the columns of a SELECT. */
export function createDraft(relation: RelationName, table: Table) {
  const columns: string[] = [];
  const open: string[] = [];
  const where: string[] = [];
  const name = quotedTable(table);
  const put = (expression: string, as: string): void => {
    columns.push(expression === as ? as : `${expression} as ${as}`);
  };
  /** What stands where nothing was found, for somebody to fill in. */
  const ask = (as: string, what: string): void => {
    put(`<${what}>`, as);
    open.push(`${as}: which column holds ${what}?`);
  };
  const instant = (as: string, names: string): boolean => {
    const found = columnOf(table, names);
    const read = found && INSTANTS[found.type];
    if (read) put(read(quoted(found.name)), as);
    return read !== undefined;
  };
  return {
    put,
    instant,
    open(what: string): void {
      open.push(what);
    },
    where(condition: string): void {
      where.push(condition);
    },
    /** A column as it is, where it is there. */
    maybe(as: string, names: string): Column | undefined {
      const found = columnOf(table, names);
      if (found) put(quoted(found.name), as);
      return found;
    },
    need(as: string, found: Column | undefined, what: string): void {
      if (found) put(quoted(found.name), as);
      else ask(as, what);
    },
    needInstant(as: string, names: string): void {
      if (!instant(as, names)) ask(as, 'when it happened');
    },
    /** Its key, however many columns that has. */
    id(): void {
      const found = columnOf(table, 'id')?.name;
      const parts = table.key.length > 0 || !found ? table.key : [found];
      if (parts.length === 0) ask('id', 'what names one row');
      else if (parts.length === 1) put(quoted(parts[0]!), 'id');
      else put(parts.map((each) => `${quoted(each)}::text`).join(` || ':' || `), 'id');
    },
    done: (): Draft => ({
      relation,
      table: name,
      sql: `select ${columns.join(', ')} from ${name}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}`,
      open,
    }),
  };
}

export type Drafting = ReturnType<typeof createDraft>;

/** How an instant is read: one without a zone is taken for UTC. */
const INSTANTS: Readonly<Partial<Record<ColumnType, (name: string) => string>>> = {
  instant: (name) => name,
  local: (name) => `${name} at time zone 'UTC'`,
  date: (name) => `${name}::timestamp at time zone 'UTC'`,
};

/** What stands for a relation that no table looks like. */
export const emptyDraft = (relation: RelationName, columns: readonly string[]): Draft => ({
  relation,
  table: undefined,
  sql: `select ${columns.join(', ')} from <your table>`,
  open: [],
});
