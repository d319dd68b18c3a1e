import { Refused } from '../errors.ts';
import { type LineFault, MAX_RECORD, notText, type TakeLine, TOO_LARGE } from './lines.ts';

/** A record as it stands in the file, before its fields are told apart. */
export type TakeRecord = (text: string, refused: Refused | null, whole: boolean) => void;

/**
 * Joins lines to CSV records: a quoted field may hold line breaks. A record whose quotes make no sense is
 * refused by its first line alone, and reading goes on with the next line; empty lines are no records.
 *
 * csv-parse isn't used here: it stops at the first bad quote, replaces bytes that are no UTF-8
 * without a word, and can't skip what an earlier run has done; the tests hold both to the same fields.
 */
export function createCsvRecords(
  delimiter: string,
  take: TakeRecord,
  { max = MAX_RECORD, encoding = 'utf-8' }: { max?: number; encoding?: string } = {},
) {
  const badText = notText(encoding);
  let lines: [string, LineFault | null][] = [];
  let size = 0;
  let lost = 0;

  const line: TakeLine = (text, fault, whole) => {
    if (lines.length === 0) {
      if (fault?.kind === 'too_large') {
        if (fault.oddQuotes) open(text, fault);
        else take(text, TOO_LARGE, whole);
        return;
      }
      if (text === '' || text === '\r') return;
      const state = text.includes('"') ? scan(text, delimiter, false) : 'closed';
      if (state === 'closed') take(bare(text), fault ? badText : null, whole);
      else if (state === 'open') open(text, fault);
      else take(bare(text), BAD_QUOTES, whole);
      return;
    }
    const state =
      fault?.kind === 'too_large' ? (fault.oddQuotes ? 'closed' : 'open') : scan(text, delimiter, true);
    if (state === 'bad') return mend(text, fault, whole);
    open(text, fault);
    if (state === 'closed') close(whole);
  };

  function open(text: string, fault: LineFault | null): void {
    size += text.length + 1;
    if (lines.length > 0 && size > max) {
      lost += lines.length;
      lines.length = 1;
      lines[0]![1] ??= { kind: 'too_large', oddQuotes: false };
    } else lines.push([text, fault]);
  }

  function close(whole: boolean): void {
    const text = bare(lines.map(([part]) => part).join('\n'));
    const large = lost > 0 || lines.some(([, fault]) => fault?.kind === 'too_large');
    const refused = large ? TOO_LARGE : lines.some(([, fault]) => fault) ? badText : null;
    forget();
    take(text, refused, whole);
  }

  /** The first line is at fault: the ones behind it are read as if it had closed its quotes. */
  function mend(text: string, fault: LineFault | null, whole: boolean): void {
    const [first, ...rest] = lines;
    const gone = lost;
    forget();
    take(
      bare(first![0]),
      gone > 0
        ? new Refused(
            'syntax',
            `a quoted field is malformed; the ${gone} lines behind its row were lost to it`,
          )
        : BAD_QUOTES,
      true,
    );
    for (const [again, theirs] of rest) line(again, theirs, true);
    line(text, fault, whole);
  }

  function forget(): void {
    lines = [];
    size = 0;
    lost = 0;
  }

  return {
    line,
    end(): void {
      if (lines.length === 0) return;
      const text = lines.map(([part]) => part).join('\n');
      const more = lines.length - 1 + lost;
      forget();
      take(
        text,
        new Refused(
          'unclosed_quote',
          `a quoted field isn't closed before the end of the file; the ${more} lines behind it weren't read`,
        ),
        false,
      );
    },
  };
}

const BAD_QUOTES = new Refused(
  'syntax',
  'text stands behind a closing quote; a quote in a field is doubled ("")',
);

const bare = (text: string) => (text.endsWith('\r') ? text.slice(0, -1) : text);

/** Whether a line ends inside quotes. Quotes count only where a field begins with one. */
function scan(text: string, delimiter: string, inside: boolean): 'open' | 'closed' | 'bad' {
  /** Where the content of a quoted field begins; -1 in an unquoted one. */
  let content = inside ? 0 : contentAt(text, 0);
  let at = 0;
  for (;;) {
    if (content >= 0) {
      const end = closing(text, content);
      if (end < 0) return 'open';
      if (end + 1 === text.length || (text[end + 1] === '\r' && end + 2 === text.length)) return 'closed';
      if (text[end + 1] !== delimiter) return 'bad';
      at = end + 2;
    } else {
      const next = text.indexOf(delimiter, at);
      if (next < 0) return 'closed';
      at = next + 1;
    }
    content = contentAt(text, at);
  }
}

const contentAt = (text: string, at: number) => (text[at] === '"' ? at + 1 : -1);

/** Position of the quote that closes a field, from its first character on; -1 where none does. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Whether a line's quotes make sense under a delimiter. */
export const fits = (line: string, delimiter: string): boolean =>
  scan(bare(line), delimiter, false) !== 'bad';

/** The fields of one whole record. */
export function splitRecord(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; ) {
    let end: number;
    if (text[at] === '"') {
      const quote = closing(text, at + 1);
      fields.push(text.slice(at + 1, quote).replaceAll('""', '"'));
      end = quote + 1;
    } else {
      end = text.indexOf(delimiter, at);
      if (end < 0) end = text.length;
      fields.push(text.slice(at, end));
    }
    if (end >= text.length) return fields;
    at = end + 1;
  }
}
