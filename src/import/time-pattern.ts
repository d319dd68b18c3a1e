import { UNIX_UNITS } from './unix-time.ts';

/** Parts of a local date and time; `offset` in minutes where the text names one. */
export interface TimeParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  offset: number | null;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = 'mon|tue|wed|thu|fri|sat|sun'.split('|').map((day) => `${day}[a-z]*`);

interface Token {
  readonly match: string;
  read(text: string, into: TimeParts): void;
}

const number = (match: string, field: keyof TimeParts): Token => ({
  match,
  read: (text, into) => {
    into[field] = Number(text);
  },
});

/** The name of a month in English, in full or by its first three letters. */
const month: Token['read'] = (text, into) => {
  const name = text.toLowerCase();
  into.month = MONTHS.findIndex((full) => full === name || full.slice(0, 3) === name) + 1;
};
/** Read and left: the date alone decides. */
const weekday: Token = { match: `(?:${DAYS.join('|')})`, read: () => {} };

/** `UTC`, `Z`, `GMT`, and offsets: `+02`, `+0200`, `+02:00`, each also behind UTC or GMT. */
const OFFSET = 'Z|(?:UTC|GMT)(?:[+-]\\d{1,2}(?::?\\d{2})?)?|[+-]\\d{2}(?::?\\d{2})?';

const TOKENS: Record<string, Token> = {
  YYYY: number('\\d{4}', 'year'),
  YY: {
    match: '\\d{2}',
    // As POSIX has it: 69 is 1969, 68 is 2068.
    read: (text, into) => {
      into.year = Number(text) + (Number(text) < 69 ? 2000 : 1900);
    },
  },
  MMMM: { match: '[a-z]{3,9}', read: month },
  MMM: { match: '[a-z]{3}', read: month },
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
    match: '[ap]\\.?m\\.?',
    // 12 AM is hour 0; 25 marks an hour that no 12-hour clock shows.
    read: (text, into) => {
      into.hour = into.hour < 1 || into.hour > 12 ? 25 : (into.hour % 12) + (/^p/i.test(text) ? 12 : 0);
    },
  },
  Z: {
    match: OFFSET,
    read: (text, into) => {
      into.offset = offsetOf(text);
    },
  },
};
TOKENS.dddd = weekday;
TOKENS.ddd = weekday;
const SPLIT = /\[([^\]]*)\]|(YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|A|Z|dddd|ddd)|([\s\S])/g;

/** What of a pattern can't be read, in words; null where all of it can. */
export function unknownTokens(pattern: string): string | null {
  const unknown = [...pattern.matchAll(SPLIT)].map((m) => m[3] ?? '').filter((c) => /[A-Za-z]/.test(c));
  const accepted =
    `accepted: iso, ${Object.keys(UNIX_UNITS).join(', ')}, or a pattern of ${Object.keys(TOKENS).join(' ')}, ` +
    '[text] as it stands and (parts that may be missing)';
  if (unknown.length > 0) return `doesn't know "${unknown.join('')}"; ${accepted}`;
  if (!isBalanced(pattern)) return `opens and closes round brackets unevenly; ${accepted}`;
  const named = new Set([...pattern.matchAll(SPLIT)].map((m) => m[2]));
  const misses = [
    ['YYYY', ['YYYY', 'YY']],
    ['MM', ['MM', 'M', 'MMM', 'MMMM']],
    ['DD', ['DD', 'D']],
  ].find(([, any]) => !(any as string[]).some((token) => named.has(token)));
  return misses ? `lacks ${misses[0]}; ${accepted}` : null;
}

function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const [, , , other] of pattern.matchAll(SPLIT)) {
    depth += Number(other === '(') - Number(other === ')');
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A reader for a pattern such as `DD/MMM/YYYY:HH:mm:ss(.SSS)( Z)`; null where a text doesn't fit it. */
export function compilePattern(pattern: string): (text: string) => TimeParts | null {
  const tokens: Token[] = [];
  let source = '';
  for (const [, literal, token, other] of pattern.matchAll(SPLIT)) {
    if (token === undefined)
      source += other === '(' ? '(?:' : other === ')' ? ')?' : verbatim(literal ?? other ?? '');
    else {
      source += `(${TOKENS[token]!.match})`;
      tokens.push(TOKENS[token]!);
    }
  }
  const regexp = new RegExp(`^${source}$`, 'i');
  // AM and PM shift an hour that must have been read.
  const order = tokens
    .map((_, i) => i)
    .sort((a, b) => Number(tokens[a] === TOKENS.A) - Number(tokens[b] === TOKENS.A));
  return (text) => {
    const found = regexp.exec(text);
    if (!found) return null;
    const parts: TimeParts = {
      year: 0,
      month: 1,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      ms: 0,
      offset: null,
    };
    for (const i of order) if (found[i + 1] !== undefined) tokens[i]!.read(found[i + 1]!, parts);
    return parts;
  };
}

/** A zone's name in brackets behind an offset, as Java and Temporal write it, says nothing that the offset doesn't. */
const ISO = new RegExp(
  `^(\\d{4})([-/])(\\d\\d)\\2(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?)?(?: ?(${OFFSET})(?:\\[[\\w/+-]+\\])?)?$`,
  'i',
);

/** ISO 8601: a date, or date and time, with or without an offset. */
export function readIso(text: string): TimeParts | null {
  const m = ISO.exec(text);
  if (!m) return null;
  return {
    year: Number(m[1]),
    month: Number(m[3]),
    day: Number(m[4]),
    hour: Number(m[5] ?? 0),
    minute: Number(m[6] ?? 0),
    second: Number(m[7] ?? 0),
    ms: m[8] === undefined ? 0 : millisOf(m[8]),
    offset: m[9] === undefined ? null : offsetOf(m[9]),
  };
}

const millisOf = (fraction: string) => Number(fraction.slice(0, 3).padEnd(3, '0'));

/** Minutes east of UTC; NaN beyond 18 hours, which no place keeps. */
function offsetOf(text: string): number {
  const found = /([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  const east = found[1] === '-' ? -minutes : minutes;
  return minutes <= 18 * 60 ? east : Number.NaN;
}

const verbatim = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
