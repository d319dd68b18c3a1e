/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, and so does one that looks as
 * if it had got one, so that it can be taken off again without guessing. Numbers are none of its business.
 *
 * @example defuse('=1+1') // "'=1+1"
 */
export function defuse(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

const FIRST = [...`=+-@'\t\r`].map((c) => c.charCodeAt(0)).join(', ');

/** The same as an SQL expression over a text; the first character spares most of them the pattern. */
export function defusedSql(text: string): string {
  return `case when ascii(${text}) in (${FIRST}) then regexp_replace(${text}, '^(''*[=+@\\t\\r-])', '''\\1') else ${text} end`;
}
