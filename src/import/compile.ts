import { type CatalogueInput, fold } from '../catalogue/index.ts';
import { type ActivityInput, suggestionFor } from '../contract/index.ts';
import { ImportError, Refused } from './errors.ts';
import { columnsOf, type ImportMapping } from './mapping.ts';
import { compileTime } from './time.ts';
import {
  byKey,
  byPosition,
  cleaned,
  detached,
  details,
  firstOf,
  idOf,
  NULLS,
  type Read,
  type RowContent,
  textOf,
} from './values.ts';

/** From a row to an activity, to null (skipped on purpose), or to why not. */
export type MapRow = ((content: RowContent, row: number) => ActivityInput | null | Refused) & {
  /** Columns of the mapping that no row has had so far, where rows are objects. */
  neverFound(): string[];
  /** Columns of the file that the mapping doesn't use. */
  readonly unused: readonly string[];
};

/** Ids of a source: by a row's place, and by the text that the source names it by. */
export interface Ids {
  readonly ofRow: (row: number) => string;
  readonly ofText: (text: string) => string;
}

type Column = string | readonly string[];
const called = (column: Column) => columnsOf(column).join(' or ');

const TEXTS = ['sessionId', 'visitId', 'ipAddress', 'userAgent'] as const;
const IDS: readonly string[] = ['sessionId', 'visitId'];

/**
 * Turns a mapping into closures, once: what is left per row is reading and checking.
 *
 * @param columns names in the file; null where rows are objects
 * @param ids of rows that bring no UUID
 * @throws ImportError where the file lacks a mapped column, or an action isn't in the catalogue
 */
export function compileMapping(
  mapping: ImportMapping,
  c: CatalogueInput,
  columns: readonly string[] | null,
  ids: Ids,
): MapRow {
  checkActions(mapping, c);
  if (columns) checkColumns(mapping, columns);
  const strip = { trim: mapping.trim, unguard: mapping.unguard && columns !== null };
  const wanted = new Set<string>();
  const used = new Set<string>();
  /** A key of an object, and whether any row has it. */
  const seen = (name: string, column: Column): Read => {
    const get = byKey(name);
    wanted.add(called(column));
    return (content) => {
      const value = get(content);
      if (value !== undefined) wanted.delete(called(column));
      return value;
    };
  };
  /** @param kind of texts that are null where the mapping names none */
  const read = (column: Column, kind: keyof typeof NULLS = 'value'): Read => {
    const nulls = mapping.nulls ?? (columns ? NULLS[kind] : []);
    // Of several, a file needs to have only one.
    const names = columnsOf(column).filter((name) => !columns || columns.includes(name));
    for (const name of names) used.add(name);
    return firstOf(
      names.map((name) =>
        cleaned(columns ? byPosition(columns.indexOf(name)) : seen(name, column), { ...strip, nulls }),
      ),
    );
  };
  const field = (
    name: keyof ImportMapping['columns'] & keyof NonNullable<ImportMapping['constants']>,
  ): Read => {
    const column = mapping.columns[name];
    const constant = mapping.constants?.[name] ?? null;
    return column === undefined ? () => constant : read(column);
  };

  const user = userReader(mapping, field('userId'));
  const action = actionReader(mapping, c, field('action'));
  const toInstant = compileTime(mapping.time, mapping.timezone);
  const time = read(mapping.columns.createdAt);
  const eventId = eventIdReader(mapping, read, ids);
  const texts = TEXTS.filter(
    (name) => mapping.columns[name] !== undefined || mapping.constants?.[name] !== undefined,
  ).map((name) => [name, field(name)] as const);
  const addDetails = detailsReader(mapping, read, columns === null);

  const mapRow = (content: RowContent, row: number) => {
    const what = action(content);
    if (typeof what !== 'string') return what;
    const userId = user(content);
    if (typeof userId !== 'string') return userId;
    const at = time(content);
    if (at === null) return new Refused('missing_time', `${called(mapping.columns.createdAt)} is empty`);
    const createdAt = toInstant(at);
    if (typeof createdAt !== 'number') return createdAt;
    const id = eventId(content, row);
    if (typeof id !== 'string') return id;
    const input: ActivityInput = { userId, action: what, createdAt, eventId: id };
    for (const [name, from] of texts) {
      const value = IDS.includes(name)
        ? idOf(from(content), name, 'invalid_value')
        : textOf(from(content), name);
      if (value instanceof Refused) return value;
      input[name] = value === null ? null : detached(value);
    }
    return addDetails(content, input) ?? input;
  };
  const optional = new Set(
    namedColumns(mapping).flatMap(([column, , mayLack]) => (mayLack ? [called(column)] : [])),
  );
  return Object.assign(mapRow, {
    neverFound: () => [...wanted].filter((column) => !optional.has(column)),
    unused: (columns ?? []).filter((name) => !used.has(name)),
  });
}

function eventIdReader(
  { columns: { id, eventId } }: ImportMapping,
  read: (column: Column) => Read,
  ids: Ids,
): (content: RowContent, row: number) => string | Refused {
  if (eventId !== undefined) {
    const from = read(eventId);
    return (content) =>
      textOf(from(content), 'eventId') ?? new Refused('missing_id', `${called(eventId)} is empty`);
  }
  if (id === undefined) return (_, row) => ids.ofRow(row);
  const from = read(id);
  const missing = new Refused(
    'missing_id',
    `${called(id)} is empty, so that this row can't be told from others when it comes again; map such rows without columns.id`,
  );
  return (content) => {
    const text = idOf(from(content), called(id), 'missing_id');
    return typeof text === 'string' ? ids.ofText(text) : (text ?? missing);
  };
}

function userReader(mapping: ImportMapping, read: Read): (content: RowContent) => string | Refused {
  const { prefix = '', lowerCase = false, transform } = mapping.userId ?? {};
  const missing = new Refused('missing_user', `${called(mapping.columns.userId ?? 'userId')} is empty`);
  return (content) => {
    const raw = idOf(read(content), 'userId', 'missing_user');
    if (typeof raw !== 'string') return raw ?? missing;
    const id = prefix + (lowerCase ? raw.toLowerCase() : raw);
    if (!transform) return detached(id);
    const made = transform(id);
    return typeof made === 'string' && made !== '' ? detached(made) : missing;
  };
}

function actionReader(mapping: ImportMapping, c: CatalogueInput, read: Read) {
  const { '*': others, ...named } = mapping.actions ?? {};
  const actions: Map<string, string | null> = new Map(
    Object.entries(mapping.actions ? named : Object.fromEntries(Object.keys(c.actions).map((a) => [a, a]))),
  );
  // As they fold, where one name alone folds so.
  const folded = new Map<string, string | null | undefined>();
  for (const [name, action] of actions)
    folded.set(fold(name), folded.has(fold(name)) && folded.get(fold(name)) !== action ? undefined : action);
  const accepted = mapping.actions ? 'isn\'t in "actions" of the mapping' : 'is no action of the catalogue';
  const column = called(mapping.columns.action ?? 'action');
  // A constant is the catalogue's name already.
  const constant = mapping.columns.action === undefined;
  return (content: RowContent): string | null | Refused => {
    const raw = textOf(read(content), 'action');
    if (raw instanceof Refused) return raw;
    if (raw === null)
      return others === undefined ? new Refused('missing_action', `${column} is empty`) : others;
    if (constant) return raw;
    const found = actions.has(raw) ? actions.get(raw) : folded.get(fold(raw));
    if (found !== undefined) return found;
    if (others !== undefined) return others;
    return new Refused(
      'unmapped_action',
      `${column} "${raw.slice(0, 100)}" ${accepted}`,
      detached(raw.slice(0, 200)),
    );
  };
}

function detailsReader(
  mapping: ImportMapping,
  read: (column: Column, kind?: keyof typeof NULLS) => Read,
  typed: boolean,
) {
  const whole = mapping.columns.details === undefined ? null : read(mapping.columns.details);
  const makers = Object.entries(mapping.details ?? {}).map(([name, from]) => {
    if (typeof from === 'object' && 'value' in from)
      return { name, make: () => from.value, keepEmpty: false };
    const {
      column,
      type,
      skipEmpty = true,
      separator = ',',
    } = typeof from === 'string' || Array.isArray(from) ? ({ column: from } as const) : from;
    const value = read(column, type === 'number' || type === 'boolean' ? 'value' : 'word');
    const convert = type === undefined && typed ? (raw: unknown) => raw : details[type ?? 'text'];
    const make = (content: RowContent) => {
      const raw = value(content);
      return raw === null ? null : convert(raw, name, separator);
    };
    return { name, make, keepEmpty: !skipEmpty };
  });

  const left = new Set((mapping.leaveOut ?? []).filter((key) => !key.endsWith('*')));
  const leftPrefixes = (mapping.leaveOut ?? [])
    .filter((key) => key.endsWith('*'))
    .map((key) => key.slice(0, -1));
  const keepable = (object: Record<string, unknown>): Record<string, unknown> =>
    mapping.leaveOut === undefined
      ? object
      : Object.fromEntries(
          Object.entries(object).filter(
            ([key]) => !left.has(key) && !leftPrefixes.some((prefix) => key.startsWith(prefix)),
          ),
        );

  return (content: RowContent, input: ActivityInput): Refused | undefined => {
    let made: Record<string, unknown> | undefined;
    if (whole) {
      const raw = whole(content);
      const object = raw === null ? undefined : details.json(raw, '', '');
      if (object !== undefined && (typeof object !== 'object' || object === null || Array.isArray(object)))
        return new Refused('invalid_value', `${called(mapping.columns.details!)} is no JSON object`);
      made = object && keepable(object as Record<string, unknown>);
    }
    for (const { name, make, keepEmpty } of makers) {
      const value = make(content);
      if (value instanceof Refused) return value;
      if (value === null && !keepEmpty) continue;
      made ??= {};
      made[name] = value;
    }
    if (made) input.details = made;
    return undefined;
  };
}

function checkActions(mapping: ImportMapping, c: CatalogueInput): void {
  const targets = [...Object.values(mapping.actions ?? {}), mapping.constants?.action ?? null];
  for (const target of targets)
    if (target !== null && !Object.hasOwn(c.actions, target))
      throw new ImportError(
        `mapping: actions names "${target}", which isn't in the catalogue "${c.name}"; ` +
          `accepted: ${Object.keys(c.actions).join(', ')}, or null to skip such rows`,
      );
}

/** Every column that a mapping names, where it names it, and whether a file may be without it. */
function namedColumns({ columns, details, mayLack = [] }: ImportMapping): [Column, string, boolean][] {
  const named: [Column, string, boolean][] = Object.entries(columns).map(([name, column]) => [
    column,
    `columns.${name}`,
    mayLack.includes(name),
  ]);
  const optional = mayLack.includes('details');
  for (const [name, from] of Object.entries(details ?? {}))
    if (typeof from === 'string' || Array.isArray(from)) named.push([from, `details.${name}`, optional]);
    else if ('column' in from) named.push([from.column, `details.${name}`, optional]);
  return named;
}

function checkColumns(mapping: ImportMapping, columns: readonly string[]): void {
  for (const [column, key, mayLack] of namedColumns(mapping)) {
    const times = columnsOf(column).map((name) => columns.filter((each) => each === name).length);
    const most = Math.max(...times);
    if (most === 1 || (most === 0 && mayLack)) continue;
    const meant = most === 0 ? suggestionFor(columnsOf(column)[0]!, columns) : null;
    throw new ImportError(
      `${key} of the mapping names the column "${called(column)}", which the file ${most === 0 ? "doesn't have" : `has ${most} times`}` +
        `${meant ? ` (did you mean "${meant}"?)` : ''}; its columns are: ${columns
          .map((name) => name.slice(0, 50))
          .slice(0, 50)
          .join(', ')}`,
    );
  }
}
