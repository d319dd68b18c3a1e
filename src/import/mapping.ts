import { z } from 'zod';
import type { ActionOf, CatalogueInput } from '../catalogue/index.ts';
import { isTimezone } from '../contract/index.ts';
import { encodingNamed } from './input/encoding.ts';
import { unknownTokens } from './time-pattern.ts';
import { UNIX_UNITS } from './unix-time.ts';

const name = z.string().min(1);
/** One column, or several of which the first that holds anything is taken. */
const column = z.union(
  [name, z.array(name).min(1, 'takes a column name, or a list of them')],
  'takes a column name, or a list of them',
);

const Detail = z.union(
  [
    column,
    z.strictObject({
      /** Column (CSV) or key, possibly dotted (NDJSON). */
      column,
      /** How its text is read. Default: text in CSV, as it comes in NDJSON. */
      type: z.enum(['text', 'number', 'boolean', 'list', 'json']).optional(),
      /** Leave the detail out where the value is empty. Default true. */
      skipEmpty: z.boolean().optional(),
      /** Between the items of a list. Default `,`. */
      separator: z.string().min(1).optional(),
    }),
    z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
  ],
  'takes a column name (or a list of them), { column, type?, skipEmpty?, separator? }, or { value }',
);

const optionals = <T extends z.ZodType>(type: T) => ({
  sessionId: type.optional(),
  visitId: type.optional(),
  ipAddress: type.optional(),
  userAgent: type.optional(),
});

/** What the file's columns mean. JSON, or TypeScript/JavaScript with `defineMapping`. */
export const ImportMapping = z
  .strictObject({
    /** Default: what the file begins with tells JSON from CSV. `json` and `ndjson` are the same: lines, a list, or a list in an object. */
    format: z.enum(['csv', 'tsv', 'ndjson', 'json']).optional(),
    /** What the file is written in where it has no byte order mark: a name that TextDecoder knows. Default utf-8. */
    encoding: z
      .string()
      .refine(
        (label) => encodingNamed(label) !== null,
        'takes the name of an encoding, such as utf-8, latin1, windows-1251, shift_jis or utf-16le',
      )
      .optional(),
    /** JSON: key of the object whose list holds the rows. Default: the one list of objects in it. */
    rows: name.optional(),
    /** One character; default: the one of `,` `;` tab `|` under which the file has the mapped columns. */
    delimiter: z
      .string()
      .length(1)
      .refine((d) => !'"\r\n'.includes(d), 'takes one character other than a quote or a line break')
      .optional(),
    /** `true`: the first row names the columns (default). A list: there is no such row, these are the names. */
    header: z.union([z.literal(true), z.array(name).min(1)]).optional(),
    /** Field of an activity → column that holds it. */
    columns: z.strictObject({
      userId: column.optional(),
      createdAt: column,
      action: column.optional(),
      /** A UUID. Default: an id made of the source's name and the row's position. */
      eventId: column.optional(),
      /** A text that the source names a row by, the same in every file of it, such as Segment's `messageId`. */
      id: column.optional(),
      /** A column holding a whole object of details, as JSON. */
      details: column.optional(),
      ...optionals(column),
    }),
    /** Names of `columns` (and `details` for all of those) that a file may be without; any other that it lacks is an error. */
    mayLack: z.array(name).optional(),
    /** Keys of the object in `columns.details` that are left out; `$*` stands for all that begin with `$`. */
    leaveOut: z.array(name).optional(),
    /** Name of the source where --source names none. */
    source: name.optional(),
    /** Fields that are the same in every row. */
    constants: z
      .strictObject({ userId: name.optional(), action: name.optional(), ...optionals(name) })
      .optional(),
    /** Value of the action column → action of the catalogue; null skips such rows; `*` is for all others. */
    actions: z.record(z.string(), z.string().nullable()).optional(),
    /** Detail → where it comes from. */
    details: z.record(name, Detail).optional(),
    /** `iso` (default), `unix` (unit found by size), `unix_s`, `unix_ms`, `unix_us`, `unix_ns`, or a pattern such as `YYYY-MM-DD HH:mm:ss(.SSS)`. */
    time: z.string().min(1).optional(),
    /** IANA zone of times that carry no offset; without it such times are refused. Unix times are its wall clock then. */
    timezone: z
      .string()
      .refine(isTimezone, 'takes an IANA time zone, such as Europe/Berlin or UTC')
      .optional(),
    userId: z
      .strictObject({
        prefix: z.string().optional(),
        lowerCase: z.boolean().optional(),
        /** From the raw text (after the above) to the id; null refuses the row. Not in JSON. */
        transform: z
          .custom<(id: string) => string | null>((f) => typeof f === 'function', 'takes a function')
          .optional(),
      })
      .optional(),
    /** Texts that stand for a missing value, in every column. Default in CSV: NULLS of values.ts; in JSON, none. */
    nulls: z.array(z.string(), 'takes a list of texts').optional(),
    /** Strip blanks around every value. Default false. */
    trim: z.boolean().optional(),
    /** Drop the `'` that formula-safe CSV puts before = + - @ TAB CR. Default false. */
    unguard: z.boolean().optional(),
  })
  .superRefine((m, ctx) => {
    const problem = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    for (const field of ['userId', 'action'] as const)
      if (!m.columns[field] === !m.constants?.[field])
        problem(['columns', field], `give either columns.${field} or constants.${field}`);
    const json = m.format === 'ndjson' || m.format === 'json' || m.rows !== undefined;
    if (json && (m.header !== undefined || m.delimiter !== undefined))
      problem([m.header === undefined ? 'delimiter' : 'header'], 'is for csv and tsv only');
    if (m.columns.id && m.columns.eventId)
      problem(['columns', 'id'], 'give either columns.id or columns.eventId');
    if (m.leaveOut && !m.columns.details) problem(['leaveOut'], 'is for columns.details');
    if (m.rows !== undefined && (m.format === 'csv' || m.format === 'tsv'))
      problem(['rows'], 'is for JSON only');
    if (m.time && m.time !== 'iso' && !Object.hasOwn(UNIX_UNITS, m.time)) {
      const unknown = unknownTokens(m.time);
      if (unknown) problem(['time'], unknown);
    }
  });
export type ImportMapping<C extends CatalogueInput = CatalogueInput> = Omit<
  z.infer<typeof ImportMapping>,
  'actions'
> & { actions?: Record<string, ActionOf<C> | null> };

/** The columns that a mapping names in one place. */
export const columnsOf = (column: string | readonly string[]): readonly string[] =>
  typeof column === 'string' ? [column] : column;
