import * as texts from '#texts/audit.ts';
import { inSentence, quoted } from '#texts/numbers.ts';
import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { PERIODS } from '../../data/url/range.ts';
import { calendarDay } from '../../format/date.ts';
import { allOf } from '../../format/list.ts';
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
  totalActivity: texts.totalActivity,
  activities: texts.activitiesInRange,
  lastActivityAt: texts.lastActivity,
  lastSeenAt: texts.lastSeen,
};

const PARAMETERS: Readonly<Record<string, Told>> = {
  period: { label: texts.range, value: periodWords, said: valueAlone },
  dates: { label: texts.range, said: valueAlone },
  search: { label: texts.peopleSearchedFor, value: quoted },
  find: { label: texts.searchedFor, value: quoted },
  code: { label: texts.code, value: quoted },
  feature: {
    label: texts.feature,
    value: (name, c) => own(c.features, name)?.label ?? name,
    said: (words) => texts.alone(words),
  },
  action: {
    label: texts.actions,
    value: (names, c) => listed(names, (name) => own(c.actions, name)?.label ?? name),
    said: valueAlone,
  },
  userId: { label: texts.whose, value: (id) => id },
  ownerId: { label: texts.sharedBy },
  referrerId: { label: texts.referredBy },
  referees: {
    label: texts.referredUsers,
    value: (which) => (which === 'active' ? texts.activeOnes : texts.eachOnce),
  },
  groupBy: { label: texts.groupedBy, value: (names, c) => listed(names, (name) => groupingLabel(name, c)) },
  joined: { label: texts.accounts, value: (which) => (which === 'ever' ? texts.all : texts.joinedInRange) },
  people: { label: texts.people, value: conditionsWords, said: valueAlone },
  sortBy: {
    label: texts.sortedBy,
    value: (name, c) => own(SORTED, name) ?? inSentence(own(c.counters, name)?.label ?? wordsOf(name)),
  },
  sortAs: {
    label: texts.sortedAs,
    value: (as) =>
      ({ now: texts.inTheRange, previous: texts.asWasBefore, change: texts.byItsChange })[as] ?? as,
    said: (words, value) => (value === 'now' ? null : words),
  },
  sortOrder: {
    label: texts.order,
    value: (order) => (order === 'asc' ? texts.lowestFirst : texts.highestFirst),
    said: only('asc', texts.lowestFirst),
  },
  page: { label: texts.page, said: (words, value) => (value === '1' ? null : texts.pageNumber(words)) },
  compare: {
    label: texts.comparedWith,
    value: (name) =>
      ({ previous_period: texts.thePeriodBefore, previous_year: texts.lastYear, none: texts.nothing })[
        name
      ] ?? name,
    said: only('previous_year', texts.comparedWithLastYear),
  },
  excludeInternal: {
    label: texts.staff,
    value: flag(texts.leftOut, texts.included),
    said: only('false', texts.staffIncluded),
  },
  anonymize: {
    label: texts.anonymised,
    value: flag(texts.yes, texts.no),
    said: only('true', texts.anonymisedSaid),
  },
  format: {
    label: texts.file,
    value: (format) => format.toUpperCase(),
    said: (words) => texts.asWhat(words),
  },
  actor: { label: texts.whoLooked, said: (words) => texts.whatLookedAt(words) },
  target: { label: texts.userViewed, said: (words) => texts.whoLookedAt(words) },
  about: {
    label: texts.about,
    value: (which) => (which === 'person' ? texts.oneUser : texts.changesAndSignIns),
  },
  endpoint: { label: texts.endpoint, said: (words) => texts.requestsFor(words) },
  outcome: { label: texts.outcome, said: (words) => texts.alone(words) },
  email: { label: texts.eMail, said: valueAlone },
  role: { label: texts.role, said: (words) => texts.asWhat(words) },
  scopes: {
    label: texts.permissions,
    value: (names) => listed(names, (name) => name),
    said: (words) => texts.may(words),
  },
  name: { label: texts.name, value: quoted, said: valueAlone },
  internal: {
    label: texts.staff,
    value: flag(texts.markedAsInternal, texts.noLongerInternal),
    said: valueAlone,
  },
  timezone: { label: texts.timeZone, said: unsaid },
  interval: { label: texts.interval, said: unsaid },
  align: {
    label: texts.sameWeekdays,
    value: (align) => (align === 'weekday' ? texts.yes : texts.no),
    said: unsaid,
  },
  pageSize: { label: texts.rowsAPage, said: unsaid },
  cursor: { label: texts.page, value: () => texts.aLaterOne, said: unsaid },
  parts: { label: texts.parts, value: (names) => listed(names, wordsOf), said: unsaid },
  columns: { label: texts.columns, value: (names) => listed(names, wordsOf), said: unsaid },
  include: { label: texts.rows, said: unsaid },
  bom: { label: texts.byteOrderMark, value: flag(texts.yes, texts.no), said: unsaid },
};

/** What was asked, as a person would say it: `last 30 days`, `sorted by captions`, `people searched for “ann”`. */
export const parameterWords = (asked: Parameters | null, c: PanelCatalogue): string[] =>
  linesOf(asked).flatMap(([name, value]) => {
    const told = toldOf(name);
    const words = told.value?.(value, c) ?? value;
    return (told.said ? told.said(words, value) : `${inSentence(told.label)} ${words}`) ?? [];
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
  const conditions = JSON.parse(given) as Record<string, string>;
  return Object.entries(conditions)
    .map(([name, text]) => inSentence(personWords(name, text, c)))
    .join(', ');
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function periodWords(period: string): string {
  const [, n, unit] = /^(\d+)(d|days|h)$/.exec(period) ?? [];
  if (n) return texts.lastUnits(Number(n), unit === 'h');
  return inSentence(own(PERIODS, period) ?? period);
}

function datesWords(start: unknown, end: unknown): string {
  const [from, to] = [start, end].map((at) => (typeof at === 'string' ? dateWords(at) : ''));
  if (from && to) return from === to ? from : texts.to(from, to);
  return from ? texts.since(from) : texts.until(to ?? '');
}

/** A day as a date; an instant as it was given. */
const dateWords = (at: string) => (/^\d{4}-\d{2}-\d{2}$/.test(at) ? calendarDay(at) : at.replace('T', ' '));

const listed = (names: string, each: (name: string) => string) => allOf(names.split(',').map(each));
