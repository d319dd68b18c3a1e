import { ImportError } from '../errors.ts';

/** From a file's bytes to UTF-8, in any pieces. What can't be decoded becomes BAD, which is no UTF-8. */
export type Decode = (chunk: Buffer, last: boolean) => Buffer;

/** No UTF-8 text holds this byte, so that the line it stands in is refused like any other that is no UTF-8. */
const BAD = Buffer.from([0xff]);

const BOMS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The standard's name of an encoding, whatever it is called; null where there is none of that name. */
export function encodingNamed(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding;
  } catch {
    return null;
  }
}

/**
 * The encoding of a file: its byte order mark before what the mapping says.
 *
 * @throws ImportError for UTF-16 without a mark, and for what is no text
 */
export function encodingOf(first: Buffer, told: string | undefined, name: string): string {
  const marked = BOMS.find(([, bom]) => bom.every((byte, i) => first[i] === byte));
  if (marked) return marked[0];
  if (told !== undefined) return encodingNamed(told)!;
  const zeros = [0, 0];
  let strange = 0;
  for (const [i, byte] of first.entries()) {
    if (byte === 0) zeros[i % 2]!++;
    else if (byte < 32 && ![9, 10, 12, 13, 27].includes(byte)) strange++;
  }
  const many = first.length / 5;
  if (zeros[0]! + zeros[1]! > many && Math.min(...zeros) < many / 10)
    throw new ImportError(
      `${name} looks like UTF-16 without a byte order mark; set "encoding" in the mapping to ` +
        `${zeros[1]! > zeros[0]! ? 'utf-16le' : 'utf-16be'}`,
    );
  if (zeros[0]! + zeros[1]! + strange > many)
    throw new ImportError(
      `${name} is no text. CSV, TSV, JSON lines and JSON are read, also packed with gzip or zip; export the rows as one of these`,
    );
  return 'utf-8';
}

/** How an encoding is turned into UTF-8; null for UTF-8 itself. */
export function decoderOf(encoding: string): Decode | null {
  if (encoding === 'utf-8') return null;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(encoding === 'utf-16be');
  if (encoding === 'windows-1252') return (chunk) => Buffer.from(windows1252(chunk));
  const decoder = new TextDecoder(encoding);
  return (chunk, last) => utf8(decoder.decode(chunk, { stream: !last }), /\uFFFD/);
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Not by TextDecoder, which writes U+FFFD for half a character: a text may hold that character itself. */
function utf16(bigEndian: boolean): Decode {
  let carry = Buffer.alloc(0);
  let begun = false;
  return (chunk, last) => {
    const bytes = Buffer.concat([carry, chunk]);
    let end = bytes.length - (bytes.length % 2);
    // The second half of a pair may come with the next chunk.
    if (!last && end >= 2 && (bytes[bigEndian ? end - 2 : end - 1]! & 0xfc) === 0xd8) end -= 2;
    carry = bytes.subarray(end);
    const units = Buffer.from(bytes.subarray(0, end));
    let text = (bigEndian ? units.swap16() : units).toString('utf16le');
    if (!begun && text !== '') {
      begun = true;
      if (text[0] === '\uFEFF') text = text.slice(1);
    }
    if (last && carry.length > 0) text += '\uDC00';
    return text.isWellFormed() ? Buffer.from(text) : utf8(text, LONE);
  };
}

function utf8(text: string, bad: RegExp): Buffer {
  const parts = text.split(bad).map((part) => Buffer.from(part));
  return parts.length === 1
    ? parts[0]!
    : Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [BAD, part])));
}

/** What bytes 0x80 to 0x9f are, where Latin-1 has control characters. Node 20's TextDecoder mixes the two up. */
const EIGHTY =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';
const windows1252 = (chunk: Buffer) =>
  chunk.toString('latin1').replace(/[\x80-\x9f]/g, (c) => EIGHTY[c.charCodeAt(0) - 0x80]!);
