/** Parts of a local date and time; `offset` in minutes where the text names one. */
export interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  offset: number | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Token {
  readonly match: string;
  read(text: string, into: Parts): void;
}

const number = (match: string, field: keyof Parts): Token => ({
  match,
  read: (text, into) => {
    into[field] = Number(text);
  },
});

const TOKENS: Record<string, Token> = {
  YYYY: number('\\d{4}', 'year'),
  MMM: {
    match: '[A-Za-z]{3}',
    read: (text, into) => {
      into.month = MONTHS.indexOf(text.toLowerCase()) + 1;
    },
  },
  MM: number('\\d{2}', 'month'),
  M: number('\\d{1,2}', 'month'),
  DD: number('\\d{2}', 'day'),
  D: number('\\d{1,2}', 'day'),
  HH: number('\\d{2}', 'hour'),
  H: number('\\d{1,2}', 'hour'),
  hh: number('\\d{2}', 'hour'),
  h: number('\\d{1,2}', 'hour'),
  mm: number('\\d{2}', 'minute'),
  m: number('\\d{1,2}', 'minute'),
  ss: number('\\d{2}', 'second'),
  s: number('\\d{1,2}', 'second'),
  SSS: {
    match: '\\d{1,9}',
    read: (text, into) => {
      into.ms = millisOf(text);
    },
  },
  A: {
    match: '[AaPp][Mm]',
    // 12 AM is hour 0; 25 marks an hour that no 12-hour clock shows.
    read: (text, into) => {
      into.hour = into.hour < 1 || into.hour > 12 ? 25 : (into.hour % 12) + (/^p/i.test(text) ? 12 : 0);
    },
  },
  Z: {
    match: 'Z|[+-]\\d{2}(?::?\\d{2})?',
    read: (text, into) => {
      into.offset = offsetOf(text);
    },
  },
};
const SPLIT = /\[([^\]]*)\]|(YYYY|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|A|Z)|([\s\S])/g;

/** What of a pattern can not be read, in words; null where all of it can. */
export function unknownTokens(pattern: string): string | null {
  const unknown = [...pattern.matchAll(SPLIT)].map((m) => m[3] ?? '').filter((c) => /[A-Za-z]/.test(c));
  const accepted = `accepted: iso, unix, unix_ms, or a pattern of ${Object.keys(TOKENS).join(' ')} and [text]`;
  if (unknown.length > 0) return `does not know "${unknown.join('')}"; ${accepted}`;
  const named = new Set([...pattern.matchAll(SPLIT)].map((m) => m[2]));
  const misses = [
    ['YYYY', ['YYYY']],
    ['MM', ['MM', 'M', 'MMM']],
    ['DD', ['DD', 'D']],
  ].find(([, any]) => !(any as string[]).some((token) => named.has(token)));
  return misses ? `lacks ${misses[0]}; ${accepted}` : null;
}

/** A reader for a pattern such as `DD/MMM/YYYY:HH:mm:ss Z`; null where a text does not fit it. */
export function compilePattern(pattern: string): (text: string) => Parts | null {
  const tokens: Token[] = [];
  let source = '';
  for (const [, literal, token, other] of pattern.matchAll(SPLIT)) {
    if (token === undefined) source += verbatim(literal ?? other ?? '');
    else {
      source += `(${TOKENS[token]!.match})`;
      tokens.push(TOKENS[token]!);
    }
  }
  const regexp = new RegExp(`^${source}$`);
  // AM and PM shift an hour that must have been read.
  const order = tokens
    .map((_, i) => i)
    .sort((a, b) => Number(tokens[a] === TOKENS.A) - Number(tokens[b] === TOKENS.A));
  return (text) => {
    const found = regexp.exec(text);
    if (!found) return null;
    const parts: Parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0, offset: null };
    for (const i of order) tokens[i]!.read(found[i + 1]!, parts);
    return parts;
  };
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

/** ISO 8601: a date, or date and time, with or without an offset. */
export function readIso(text: string): Parts | null {
  const m = ISO.exec(text);
  if (!m) return null;
  return {
    year: Number(m[1]),
    month: Number(m[2]),
    day: Number(m[3]),
    hour: Number(m[4] ?? 0),
    minute: Number(m[5] ?? 0),
    second: Number(m[6] ?? 0),
    ms: m[7] === undefined ? 0 : millisOf(m[7]),
    offset: m[8] === undefined ? null : offsetOf(m[8]),
  };
}

const millisOf = (fraction: string) => Number(fraction.slice(0, 3).padEnd(3, '0'));

/** Minutes east of UTC; NaN beyond 18 hours, which no place keeps. */
function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  const east = text[0] === '-' ? -minutes : minutes;
  return minutes <= 18 * 60 ? east : Number.NaN;
}

const verbatim = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
