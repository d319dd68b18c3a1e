import { closedAt } from '../code/mask.ts';
import type { Source } from '../code/source.ts';
import { type Column, columnType, type Table } from './table.ts';

/** The text within the brackets of a call that `pattern` finds, with what it matched. */
function calls({ code, text }: Source, pattern: RegExp): { found: RegExpExecArray; inside: string }[] {
  return [...code.matchAll(pattern)].flatMap((found) => {
    const open = found.index + found[0].length - 1;
    const end = closedAt(code, open);
    return end === null
      ? []
      : [
          {
            found: Object.assign([...found], { index: found.index }) as RegExpExecArray,
            inside: text.slice(open + 1, end - 1),
          },
        ];
  });
}

const first = (text: string): string => /^\s*['"`]([\w.]+)['"`]/.exec(text)?.[1] ?? '';

const DRIZZLE_COLUMN = /(\w+)\s*:\s*(\w+)\(\s*(?:['"`](\w+)['"`])?([\s\S]*?)(?=,\s*\w+\s*:\s*\w+\(|$)/g;

/** The tables of Drizzle: `pgTable('users', { … })`. */
export const tablesOfDrizzle = (source: Source): Table[] =>
  calls(source, /\bpgTable\s*\(/g).map(({ inside }) => {
    const body = inside.slice(inside.indexOf('{'));
    const columns: Column[] = [];
    const key: string[] = [];
    for (const [, field = '', kind = '', named, rest = ''] of body.matchAll(DRIZZLE_COLUMN)) {
      const name = named ?? field;
      if (kind === 'primaryKey') continue;
      const zoned = /withTimezone:\s*true/.test(rest);
      columns.push({
        name,
        type: columnType(
          kind === 'timestamp'
            ? zoned
              ? 'timestamptz'
              : 'timestamp'
            : kind.endsWith('Enum')
              ? 'enum'
              : kind,
        ),
      });
      if (/\.primaryKey\(/.test(rest)) key.push(name);
    }
    return { schema: 'public', name: first(inside), columns, key };
  });

const KNEX_COLUMN =
  /\.\s*(increments|bigIncrements|uuid|string|text|integer|bigInteger|float|decimal|boolean|timestamp|timestamps|dateTime|date|enu|enum)\s*\(([^()]*)\)([^\n;]*)/g;
const KNEX_TYPES: Readonly<Record<string, string>> = {
  increments: 'integer',
  bigIncrements: 'bigint',
  bigInteger: 'bigint',
  dateTime: 'timestamptz',
  timestamp: 'timestamptz',
  enu: 'enum',
};

/** The tables of migrations of Knex: `createTable('users', (table) => { … })`. */
export const tablesOfKnex = (source: Source): Table[] =>
  calls(source, /\.\s*createTable\s*\(/g).flatMap(({ inside }) => {
    const name = first(inside);
    const columns: Column[] = [];
    const key: string[] = [];
    for (const [, kind = '', given = '', rest = ''] of inside.matchAll(KNEX_COLUMN)) {
      if (kind === 'timestamps') {
        for (const each of ['created_at', 'updated_at']) columns.push({ name: each, type: 'instant' });
        continue;
      }
      const column = first(given) || (kind.endsWith('ncrements') ? 'id' : '');
      if (!column) continue;
      columns.push({
        name: column,
        type: columnType(KNEX_TYPES[kind] ?? kind),
        references: /inTable\(\s*['"`](\w+)/.exec(rest)?.[1],
      });
      if (kind.endsWith('ncrements') || /\.primary\(/.test(rest)) key.push(column);
    }
    // Kysely chains its columns behind the call, not in it.
    return columns.length > 0 ? [{ schema: 'public', name, columns, key }] : [];
  });

const KYSELY_COLUMN =
  /\.\s*addColumn\(\s*['"`](\w+)['"`]\s*,\s*(?:sql`([^`]*)`|['"`]([^'"`]+)['"`])([\s\S]*?)(?=\.\s*addColumn|\.\s*add\w+Constraint|\.\s*execute|$)/g;

/** The tables of migrations of Kysely: `schema.createTable('users').addColumn('id', 'uuid')…`. */
export const tablesOfKysely = ({ code, text }: Source): Table[] =>
  [...code.matchAll(/\.\s*createTable\s*\(\s*['"`]([^'"`]*)['"`]\s*\)/g)].map((found) => {
    const from = found.index + found[0].length;
    const closes = code.slice(from).search(/\.\s*execute\s*\(/);
    const body = text.slice(from, closes === -1 ? undefined : from + closes);
    const columns: Column[] = [];
    const key: string[] = [];
    for (const [, name = '', raw, type, rest = ''] of body.matchAll(KYSELY_COLUMN)) {
      columns.push({
        name,
        type: columnType(raw ?? type ?? ''),
        references: /\.references\(\s*['"`](\w+)\./.exec(rest)?.[1],
      });
      if (/\.primaryKey\(/.test(rest)) key.push(name);
    }
    return {
      schema: 'public',
      name: first(text.slice(found.index + found[0].indexOf('(') + 1)),
      columns,
      key,
    };
  });

const ENTITY_COLUMN =
  /@(PrimaryGeneratedColumn|PrimaryColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|Column)\s*\(([^@]*?)\)\s*(?:@\w+\([^@]*?\)\s*)*(?:(?:public|private|readonly|protected)\s+)*(\w+)\s*[!?]?\s*:\s*([\w<>[\]| ]+)/g;
const JS_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'integer',
  boolean: 'boolean',
  Date: 'timestamp',
};

/** The entities of TypeORM, named as its default strategy names them. */
export const tablesOfTypeorm = ({ text, code }: Source): Table[] =>
  [...code.matchAll(/@Entity\s*\(/g)].flatMap(({ index, 0: call }) => {
    const closes = closedAt(code, index + call.length - 1);
    const found = closes === null ? null : /class\s+(\w+)[^{]*/.exec(code.slice(closes));
    if (closes === null || !found) return [];
    const open = closes + found.index + found[0].length;
    const body = text.slice(open, closedAt(code, open) ?? undefined);
    const given = text.slice(index + call.length, closes - 1);
    const name = first(given) || /name:\s*['"`](\w+)/.exec(given)?.[1] || snake(found[1]!);
    const columns: Column[] = [];
    const key: string[] = [];
    for (const [, kind = '', options = '', property = '', type = ''] of body.matchAll(ENTITY_COLUMN)) {
      const column = /\bname:\s*['"`](\w+)/.exec(options)?.[1] ?? property;
      const told = /\btype:\s*['"`]([\w ]+)/.exec(options)?.[1] ?? first(options);
      columns.push({
        name: column,
        type: columnType(
          told || (kind.endsWith('DateColumn') ? 'timestamp' : (JS_TYPES[type.trim()] ?? 'enum')),
        ),
      });
      if (kind.startsWith('Primary')) key.push(column);
    }
    return [{ schema: /schema:\s*['"`](\w+)/.exec(given)?.[1] ?? 'public', name, columns, key }];
  });

const snake = (name: string): string => name.replaceAll(/(?<=[a-z0-9])([A-Z])/g, '_$1').toLowerCase();
