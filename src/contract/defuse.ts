/**
 * What a spreadsheet takes for the first character of a formula: the four signs, and every character that is
 * one of them in another width or height, since some programs read them alike.
 */
export const TRIGGERS = '=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋﬩−⩵⩶';

/**
 * What may stand unseen before it, from and to: blanks, controls, marks without a width, quotes, apostrophes,
 * and the `;` that parts cells where a comma is the decimal sign.
 */
export const UNSEEN: readonly (readonly [number, number])[] = [
  [0x01, 0x20],
  [0x22, 0x22],
  [0x27, 0x27],
  [0x3b, 0x3b],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const hex = (code: number) => `\\u{${code.toString(16)}}`;
const unseen = `[${UNSEEN.map(([from, to]) => `${hex(from)}-${hex(to)}`).join('')}]`;
const signs = new Set(TRIGGERS);
const RUN = new RegExp(`${unseen}+`, 'gu');
/** Some programs drop a TAB or a line break at the start, whatever follows. */
const BEGINS = new RegExp(`^(?:'*[\\t\\r\\n]|${unseen}*[${TRIGGERS.replace('-', '\\-')}])`, 'u');

/** Rewrites what stands unseen before each sign: `;`, TAB and line breaks in it part cells. */
const atSigns = (text: string, rewrite: (run: string) => string): string =>
  text.replace(RUN, (run, at: number) => (signs.has(text[at + run.length]!) ? rewrite(run) : run));

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, wherever a program may see a
 * cell begin: at its start, and after a `;`, TAB or line break in it. One that looks as if it had got an
 * apostrophe gets one too, so that it can be taken off again without guessing. Numbers are none of its business.
 *
 * @example defuse('=1+1') // "'=1+1"
 * @example defuse('Lind; =1+1') // "Lind;' =1+1"
 */
export function defuse(text: string): string {
  const whole = BEGINS.test(text) ? `'${text}` : text;
  return atSigns(whole, (run) => run.replace(/[;\t\r\n]/g, "$&'"));
}

/** Takes off what `defuse` put on. */
export function undefuse(text: string): string {
  const whole = text.startsWith("'") && BEGINS.test(text.slice(1)) ? text.slice(1) : text;
  return atSigns(whole, (run) => run.replace(/([;\t\r\n])'/g, '$1'));
}

/** JSON in a cell: it begins with no sign, and what parts cells in it is written as an escape, which is the same JSON. */
export const defuseJson = (json: string): string => json.replaceAll(';', '\\u003b');
