import { TRIGGERS, UNSEEN } from '../contract/defuse.ts';

export { defuse, defuseJson } from '../contract/defuse.ts';

const code = (point: number) => `\\U${point.toString(16).padStart(8, '0')}`;
const unseen = UNSEEN.map(([from, to]) => `${code(from)}-${code(to)}`).join('');
const FORMULA = `[${unseen}]*[${[...TRIGGERS].map((sign) => code(sign.codePointAt(0)!)).join('')}]`;
/** Most texts begin with a letter or a digit and have no part after a separator: they are spared the rest. */
const SUSPECT = '^[^0-9A-Za-z]|[;\\t\\r\\n]';

function defused(text: string): string {
  const within = `regexp_replace(${text}, '[;\\t\\r\\n](?=${FORMULA})', '\\&''', 'g')`;
  const whole = `regexp_replace(${within}, '^(?=''*[\\t\\r\\n]|${FORMULA})', '''')`;
  return `case when ${text} ~ '${SUSPECT}' then ${whole} else ${text} end`;
}

/** Quoted where it must be; nothing at all for null, and `""` for an empty text. Defusing adds nothing that asks for quotes. */
const quoted = (value: string, text: string) =>
  `coalesce(case when ${text} ~ '[",\\r\\n]' or ${text} = '' then '"' || replace(${value}, '"', '""') || '"' else ${value} end, '')`;

/** The CSV cell of a text, in SQL: what `defuse` makes of it, quoted where it must be. */
export const textCellSql = (text: string): string => quoted(defused(text), text);

/** The CSV cell of JSON, in SQL: what `defuseJson` makes of it, quoted where it must be. */
export const jsonCellSql = (json: string): string =>
  quoted(`replace((${json})::text, ';', '\\u003b')`, `(${json})::text`);
