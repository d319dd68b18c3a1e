import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { PERIODS } from '../../data/url/range.ts';
import { calendarDay } from '../../format/date.ts';
import { capital, groupingLabel, wordsOf } from '../../numbers/groupings.ts';
import { personWords } from '../../numbers/people-words.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** How a parameter is told. */
interface Told {
  readonly label: string;
  /** Its value in words. */
  readonly value?: (value: string, c: PanelCatalogue) => string;
  /** In a sentence: `label value` unless told otherwise; null for what goes without saying. */
  readonly said?: (words: string, value: string) => string | null;
}

const valueAlone = (words: string) => words;
const unsaid = () => null;
const only = (said: string, which: string) => (words: string, value: string) =>
  value === said ? which || words : null;
const flag = (yes: string, no: string) => (value: string) => (value === 'true' ? yes : no);

const SORTED: Readonly<Record<string, string>> = {
  totalActivity: 'total activity',
  activities: 'activities in the range',
  lastActivityAt: 'last activity',
  lastSeenAt: 'last seen',
};

const PARAMETERS: Readonly<Record<string, Told>> = {
  period: { label: 'Range', value: periodWords, said: valueAlone },
  dates: { label: 'Range', said: valueAlone },
  search: { label: 'People searched for', value: quoted },
  find: { label: 'Searched for', value: quoted },
  code: { label: 'Code', value: quoted },
  feature: {
    label: 'Feature',
    value: (name, c) => own(c.features, name)?.label ?? name,
    said: (words) => `${words} alone`,
  },
  action: {
    label: 'Actions',
    value: (names, c) => listed(names, (name) => own(c.actions, name)?.label ?? name),
    said: valueAlone,
  },
  userId: { label: 'Of', value: (id) => id },
  ownerId: { label: 'Shared by' },
  referrerId: { label: 'Referred by' },
  referees: { label: 'Referred users', value: (which) => (which === 'active' ? 'active ones' : 'each once') },
  groupBy: { label: 'Grouped by', value: (names, c) => listed(names, (name) => groupingLabel(name, c)) },
  joined: { label: 'Accounts', value: (which) => (which === 'ever' ? 'all' : 'that joined in the range') },
  people: { label: 'People', value: conditionsWords, said: valueAlone },
  sortBy: {
    label: 'Sorted by',
    value: (name, c) => own(SORTED, name) ?? lower(own(c.counters, name)?.label ?? wordsOf(name)),
  },
  sortAs: {
    label: 'Sorted as',
    value: (as) => ({ now: 'in the range', previous: 'as it was before', change: 'by its change' })[as] ?? as,
    said: (words, value) => (value === 'now' ? null : words),
  },
  sortOrder: {
    label: 'Order',
    value: (order) => (order === 'asc' ? 'lowest first' : 'highest first'),
    said: only('asc', 'lowest first'),
  },
  page: { label: 'Page', said: (words, value) => (value === '1' ? null : `page ${words}`) },
  compare: {
    label: 'Compared with',
    value: (name) =>
      ({ previous_period: 'the period before', previous_year: 'last year', none: 'nothing' })[name] ?? name,
    said: only('previous_year', 'compared with last year'),
  },
  excludeInternal: {
    label: 'Staff',
    value: flag('left out', 'included'),
    said: only('false', 'staff included'),
  },
  anonymize: { label: 'Anonymised', value: flag('yes', 'no'), said: only('true', 'anonymised') },
  format: { label: 'File', value: (format) => format.toUpperCase(), said: (words) => `as ${words}` },
  actor: { label: 'Who looked', said: (words) => `what ${words} looked at` },
  target: { label: 'User viewed', said: (words) => `who looked at ${words}` },
  about: { label: 'About', value: (which) => (which === 'person' ? 'one user' : 'changes and sign-ins') },
  endpoint: { label: 'Endpoint', said: (words) => `requests for ${words}` },
  outcome: { label: 'Outcome', said: (words) => `${words} alone` },
  email: { label: 'E-mail', said: valueAlone },
  role: { label: 'Role', said: (words) => `as ${words}` },
  scopes: {
    label: 'Permissions',
    value: (names) => listed(names, (name) => name),
    said: (words) => `may ${words}`,
  },
  name: { label: 'Name', value: quoted, said: valueAlone },
  internal: { label: 'Staff', value: flag('marked as internal', 'no longer internal'), said: valueAlone },
  timezone: { label: 'Time zone', said: unsaid },
  interval: { label: 'Interval', said: unsaid },
  align: { label: 'Same weekdays', value: (align) => (align === 'weekday' ? 'yes' : 'no'), said: unsaid },
  pageSize: { label: 'Rows a page', said: unsaid },
  cursor: { label: 'Page', value: () => 'a later one', said: unsaid },
  parts: { label: 'Parts', value: (names) => listed(names, wordsOf), said: unsaid },
  columns: { label: 'Columns', value: (names) => listed(names, wordsOf), said: unsaid },
  include: { label: 'Rows', said: unsaid },
  bom: { label: 'Byte order mark', value: flag('yes', 'no'), said: unsaid },
};

/** What was asked, as a person would say it: `last 30 days`, `sorted by captions`, `people searched for “ann”`. */
export const parameterWords = (asked: Parameters | null, c: PanelCatalogue): string[] =>
  linesOf(asked).flatMap(([name, value]) => {
    const told = toldOf(name);
    const words = told.value?.(value, c) ?? value;
    return (told.said ? told.said(words, value) : `${lower(told.label)} ${words}`) ?? [];
  });

/** All that was asked, a line each. */
export const parameterFacts = (asked: Parameters | null, c: PanelCatalogue) =>
  linesOf(asked).map(([name, value]) => {
    const told = toldOf(name);
    return { label: told.label, value: told.value?.(value, c) ?? value };
  });

const toldOf = (name: string): Told => own(PARAMETERS, name) ?? { label: capital(wordsOf(name)) };

/** Parameters in the order in which they are said; two dates are one range, and each filter on a detail is by itself. */
function linesOf(asked: Parameters | null): [name: string, value: string][] {
  const { startDate, endDate, details, ...rest } = asked ?? {};
  const filters = typeof details === 'object' && details !== null ? details : {};
  const given = {
    ...(startDate || endDate ? { dates: datesWords(startDate, endDate) } : {}),
    ...rest,
    ...filters,
  };
  const order = Object.keys(PARAMETERS);
  const place = (name: string) => (order.indexOf(name) + order.length) % order.length;
  return Object.entries(given)
    .map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : textOf(value)])
    .sort(([a], [b]) => place(a) - place(b));
}

/** Conditions on people, which are sent as an object of texts. */
function conditionsWords(given: string, c: PanelCatalogue): string {
  if (!given.startsWith('{')) return given;
  const texts = JSON.parse(given) as Record<string, string>;
  return Object.entries(texts)
    .map(([name, text]) => lower(personWords(name, text, c)))
    .join(', ');
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function periodWords(period: string): string {
  const [, n, unit] = /^(\d+)(d|days|h)$/.exec(period) ?? [];
  if (n)
    return `last ${Number(n) === 1 ? '' : `${n} `}${unit === 'h' ? 'hour' : 'day'}${Number(n) === 1 ? '' : 's'}`;
  return lower(own(PERIODS, period) ?? period);
}

function datesWords(start: unknown, end: unknown): string {
  const [from, to] = [start, end].map((at) => (typeof at === 'string' ? dateWords(at) : ''));
  if (from && to) return from === to ? from : `${from} to ${to}`;
  return from ? `since ${from}` : `until ${to}`;
}

/** A day as a date; an instant as it was given. */
const dateWords = (at: string) => (/^\d{4}-\d{2}-\d{2}$/.test(at) ? calendarDay(at) : at.replace('T', ' '));

const listed = (names: string, each: (name: string) => string) =>
  names
    .split(',')
    .map(each)
    .reduce(
      (said, next, i, all) => (i === 0 ? next : `${said}${i === all.length - 1 ? ' and ' : ', '}${next}`),
      '',
    );

function quoted(text: string): string {
  return `“${text}”`;
}

/** Within a sentence: `Captions Generated` → `captions generated`; `API Calls` → `API calls`. */
const lower = (words: string) => words.replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
