/** What a column holds, as far as a mapping has to know. `local` is an instant without its zone. */
export type ColumnType = 'text' | 'whole' | 'decimal' | 'instant' | 'local' | 'date' | 'flag' | 'other';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Values of an enum. */
  readonly labels?: readonly string[] | undefined;
  /** Name of the table whose key it holds. */
  readonly references?: string | undefined;
}

/** A table of the host's. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of its primary key. */
  readonly key: readonly string[];
}

/** Words of a name, in small letters: `userId`, `user_id` and `UserID` are the same. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The same of a table's name, in the singular. */
export const singular = (name: string): string =>
  plain(name)
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');

const RESERVED = new Set(
  'all analyse analyze and any array as asc both case cast check collate column constraint create current_date default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into leading limit not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with like'.split(
    ' ',
  ),
);

/** A name as SQL takes it. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const quotedTable = ({ schema, name }: Table): string => `${quoted(schema)}.${quoted(name)}`;

const TYPES: readonly [ColumnType, RegExp][] = [
  ['flag', /^bool/],
  ['instant', /^(?:timestamptz|timestamp(?:\s*\(\d\))? with time zone)/],
  ['local', /^timestamp|^datetime/],
  ['date', /^date$/],
  ['whole', /^(?:(?:small|big)?int|integer|(?:small|big)?serial|int[248])/],
  ['decimal', /^(?:numeric|decimal|money|real|double|float)/],
  ['text', /^(?:text|varchar|character|char|citext|uuid|string|cuid|enum)/],
];

/** Of a type as SQL or an ORM spells it. */
export const columnType = (given: string): ColumnType =>
  TYPES.find(([, pattern]) => pattern.test(given.trim().toLowerCase()))?.[0] ?? 'other';
