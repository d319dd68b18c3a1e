/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, and so does one that looks as
 * if it had got one, so that it can be taken off again without guessing. Numbers are none of its business.
 *
 * @example defuse('=1+1') // "'=1+1"
 */
export function defuse(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
