import { parse as parseArray } from 'postgres-array';
import postgresDate from 'postgres-date';

/** Its types speak of a member `default`; Node hands out the function. */
const parseDate = postgresDate as unknown as (text: string) => Date | number | null;

type Parse = (text: string) => unknown;

const text: Parse = (value) => value;
const bool: Parse = (value) => value === 't';
/** Always with an offset; `infinity` stays a number. */
const instant: Parse = (value) => parseDate(value);
/** `bytea_output` is pinned to hex. */
const bytes: Parse = (value) => Buffer.from(value.slice(2), 'hex');

/**
 * How each type that we read becomes a value, by oid, with that of its arrays. Ours alone: `pg.types` is the
 * host's, who may have changed it. Counts fit a double; a date stays the text it is, so that no zone can move it.
 * What isn't here is text.
 */
const TYPES: readonly (readonly [name: string, oid: number, array: number, Parse])[] = [
  ['bool', 16, 1000, bool],
  ['bytea', 17, 1001, bytes],
  ['char', 18, 1002, text],
  ['name', 19, 1003, text],
  ['int8', 20, 1016, Number],
  ['int2', 21, 1005, Number],
  ['int4', 23, 1007, Number],
  ['text', 25, 1009, text],
  ['oid', 26, 1028, Number],
  ['json', 114, 199, JSON.parse],
  ['float4', 700, 1021, Number],
  ['float8', 701, 1022, Number],
  ['varchar', 1043, 1015, text],
  ['date', 1082, 1182, text],
  ['timestamptz', 1184, 1185, instant],
  ['numeric', 1700, 1231, Number],
  ['uuid', 2950, 2951, text],
  ['jsonb', 3802, 3807, JSON.parse],
];

const parsers = new Map<number, Parse>(
  TYPES.flatMap(([, oid, array, parse]): [number, Parse][] => [
    [oid, (value) => parse(value)],
    [array, (value) => parseArray(value, (each) => parse(each))],
  ]),
);

/** As `types` of a connection or a query. */
export const types = {
  getTypeParser: (oid: number): Parse => parsers.get(oid) ?? text,
};
