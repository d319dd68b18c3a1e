/** A number of a JSON text that a JavaScript number can't carry: its digits, as they came. */
export class InexactNumber {
  readonly literal: string;

  constructor(literal: string) {
    this.literal = literal;
  }

  /** A dead letter keeps the digits, as text: JSON has no other way to tell them. */
  toJSON(): string {
    return this.literal;
  }
}

export const inexact = (literal: string): string =>
  `is ${literal.slice(0, 60)}, a number that JSON can't carry exactly; send it as text: "${literal.slice(0, 60)}"`;

/**
 * Whether a number as it is written (`1e3`, `0.10`) is the same as a JavaScript number. Whole numbers are, up to
 * 2^53 − 1; a fraction is where its double, written with as many digits, reads the same.
 */
export function isExact(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false;
  const digits = digitsOf(literal);
  if (digits === '') return true;
  return digits.length <= 100 && digitsOf(value.toPrecision(digits.length)) === digits;
}

/** Those that count: without sign, point, exponent and the zeros around them. */
const digitsOf = (literal: string) =>
  literal
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');

/** Up to 15 digits without an exponent are always exact; a text may look like such a number, which costs only time. */
const SUSPECT = /(?:^|[:,[\s])-?(?:\d[\d.]{15}|[\d.]+[eE])/;
const NUMBER = /-?\d[\d.eE+-]*/y;

/**
 * `JSON.parse`, but a number that can't be carried exactly becomes an `InexactNumber`, so that whoever reads its
 * field can refuse it by name instead of taking one person for another.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!SUSPECT.test(text)) return plain;
  // Random, so that no text of a caller's can pass for a mark.
  const mark = `${crypto.randomUUID()} `;
  const marked = markInexact(text, mark);
  if (marked === text) return plain;
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(mark) ? new InexactNumber(value.slice(mark.length)) : value,
  );
}

/** The JSON text with every inexact number outside of strings as a string that begins with the mark. */
function markInexact(text: string, mark: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 45 || (code >= 48 && code <= 57)) {
      NUMBER.lastIndex = at;
      const literal = NUMBER.exec(text)![0];
      if (!isExact(literal)) {
        out += `${text.slice(from, at)}"${mark}${literal}"`;
        from = at + literal.length;
      }
      at += literal.length;
    } else at++;
  }
  return out + text.slice(from);
}

/** The place behind a string that begins at `at`. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Where a value that came as JSON holds an inexact number: its path and the digits; null where it holds none. */
export function findInexact(value: unknown, path = ''): { path: string; literal: string } | null {
  if (value instanceof InexactNumber) return { path, literal: value.literal };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = findInexact(each, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}
