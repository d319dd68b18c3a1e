import { type Measured, personNumbers } from '../catalogue/person-numbers.ts';

/**
 * Who is listed, by conditions that all have to hold. An address has them as texts, one for each thing that they are
 * about: `people[sessionsShared]=0`, `people[activities]=>=5,fell>=50%`, `people[lastSeen]=over:30days`. So a list can
 * be kept as it is asked for: as a record of texts.
 *
 * Free of zod and of the server: the panel writes and reads the same conditions.
 */
export type PeopleTexts = Readonly<Record<string, string>>;

/** What a condition is about. */
export type Condition = NumberCondition | ChangeCondition | WhenCondition | FlagCondition;

export type Limit = '=' | '>=' | '>' | '<=' | '<';

/** A number of the range. */
export interface NumberCondition {
  readonly is: 'number';
  readonly limit: Limit;
  readonly n: number;
}

/** By how much a number fell or rose against the comparison. In parts of a hundred it needs something before. */
export interface ChangeCondition {
  readonly is: 'change';
  readonly way: 'fell' | 'rose';
  readonly limit: '>=' | '>';
  readonly n: number;
  readonly percent: boolean;
}

/** An instant of a person's: on which side of a date, or of a number of local days that end with today. */
export type WhenCondition =
  | { readonly is: 'when'; readonly side: 'before' | 'after'; readonly date: string }
  | { readonly is: 'when'; readonly side: 'within' | 'over'; readonly days: number }
  | { readonly is: 'when'; readonly side: 'never' | 'range' };

export interface FlagCondition {
  readonly is: 'flag';
  readonly value: boolean;
}

/** The conditions on one thing. */
export interface PersonTest {
  readonly of: string;
  readonly conditions: readonly Condition[];
}
export type PersonFilter = readonly PersonTest[];

const NUMBERS =
  'a number of the range (0, >=5, >5, <=5, <5), or its change (fell>=50%, rose>=10, fell, rose)';
const DATED = 'before:2026-03-15, after:2026-03-15, within:30days, over:30days';

interface Kind {
  /** What it takes, for a refusal. */
  readonly takes: string;
  read(text: string): Condition | null;
}

const NUMBER: Kind = { takes: NUMBERS, read: (text) => readNumber(text) ?? readChange(text) };
const LAST_SEEN: Kind = {
  takes: `${DATED} or never`,
  read: (text) => (text === 'never' ? { is: 'when', side: text } : readWhen(text)),
};
const JOINED: Kind = {
  takes: `${DATED} or range`,
  read: (text) => (text === 'range' ? { is: 'when', side: text } : readWhen(text)),
};
const INTERNAL: Kind = {
  takes: 'true or false',
  read: (text) => (text === 'true' || text === 'false' ? { is: 'flag', value: text === 'true' } : null),
};

/** What a person has beside numbers. */
export const PERSON_TRAITS = { lastSeen: LAST_SEEN, joined: JOINED, internal: INTERNAL } as const;

function kindOf(c: Measured, name: string): Kind | null {
  if (Object.hasOwn(PERSON_TRAITS, name)) return PERSON_TRAITS[name as keyof typeof PERSON_TRAITS];
  return personNumbers(c).includes(name) ? NUMBER : null;
}

/** What `people[NAME]` takes for NAME. */
export const personNames = (c: Measured): string[] => [...Object.keys(PERSON_TRAITS), ...personNumbers(c)];

/** Reads the conditions on one thing; a text where it takes others. */
export function readPersonTest(c: Measured, name: string, text: string): PersonTest | string {
  const kind = kindOf(c, name);
  if (!kind) return `is unknown; NAME is one of ${personNames(c).join(', ')}`;
  const conditions = text.split(',').map((part) => kind.read(part.trim()));
  if (conditions.some((condition) => condition === null) || conditions.length > MOST)
    return `takes ${kind.takes}; up to ${MOST} with commas, which all have to hold`;
  return { of: name, conditions: conditions as Condition[] };
}
const MOST = 4;

/** Conditions that were accepted, read again. */
export function personFilterOf(c: Measured, texts: PeopleTexts | undefined): PersonFilter {
  return Object.entries(texts ?? {}).flatMap(([name, text]) => {
    const test = readPersonTest(c, name, text);
    return typeof test === 'string' ? [] : [test];
  });
}

/** The one spelling that equal conditions share. */
export const conditionsText = (conditions: readonly Condition[]): string =>
  [...new Set(conditions.map(conditionText))].sort().join(',');

export function conditionText(condition: Condition): string {
  switch (condition.is) {
    case 'number':
      return `${condition.limit === '=' ? '' : condition.limit}${condition.n}`;
    case 'change': {
      const { way, limit, n, percent } = condition;
      return limit === '>' && n === 0 ? way : `${way}${limit}${n}${percent ? '%' : ''}`;
    }
    case 'flag':
      return String(condition.value);
    case 'when':
      if ('date' in condition) return `${condition.side}:${condition.date}`;
      return 'days' in condition ? `${condition.side}:${condition.days}days` : condition.side;
  }
}

/** Numbers that are compared with what they were before. */
export const comparedIn = (filter: PersonFilter): string[] =>
  filter.filter(({ conditions }) => conditions.some(({ is }) => is === 'change')).map(({ of }) => of);

/** Whether conditions, as an address has them, compare with what was before. */
export const comparesPeople = (texts: PeopleTexts): boolean =>
  Object.values(texts).some((text) => text.split(',').some((part) => readChange(part.trim()) !== null));

/** What an order of people is by. */
export interface PeopleOrder {
  readonly sortBy: string;
  readonly sortAs: 'now' | 'previous' | 'change';
}

/** Numbers that rows are compared by with what they were before: by a condition, or by the order. */
export function comparedBy(filter: PersonFilter, { sortAs, sortBy }: PeopleOrder): string[] {
  const names = comparedIn(filter);
  return [...new Set(sortAs === 'now' ? names : [...names, sortBy])];
}

/** Numbers that rows have since the question asks for them: those that no row has anyway, and what they were. */
export function besideNames(filter: PersonFilter, order: PeopleOrder): string[] {
  const others = filter.map(({ of }) => of).filter((name) => name.includes('.'));
  return [...others, ...comparedBy(filter, order).flatMap((name) => [`previous.${name}`, `change.${name}`])];
}

export function readNumber(text: string): NumberCondition | null {
  const [, limit = '=', n] = /^(>=|>|<=|<|=)?(\d{1,12})$/.exec(text) ?? [];
  return n === undefined ? null : { is: 'number', limit: limit as Limit, n: Number(n) };
}

export function readChange(text: string): ChangeCondition | null {
  const [, way, limit = '>', n = '0', percent] =
    /^(fell|rose)(?:(>=|>)(\d{1,12}|\d{1,6}(?:\.\d{1,2})?(?=%))(%)?)?$/.exec(text) ?? [];
  if (way === undefined) return null;
  const change = {
    is: 'change',
    way,
    limit,
    n: Number(n),
    percent: percent !== undefined,
  } as ChangeCondition;
  // Nothing falls by more than all of it, and who fell by at least nothing need not have fallen.
  if (change.percent && way === 'fell' && change.n > 100) return null;
  return change.n === 0 && limit === '>=' ? null : change;
}

const DATE =
  /^(before|after):(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?)$/;

function readWhen(text: string): WhenCondition | null {
  const [, side, date] = DATE.exec(text) ?? [];
  if (date !== undefined) return { is: 'when', side: side as 'before' | 'after', date };
  const [, ago, days] = /^(within|over):(\d{1,4})(?:d|days?)$/.exec(text) ?? [];
  if (days === undefined || Number(days) === 0) return null;
  return { is: 'when', side: ago as 'within' | 'over', days: Number(days) };
}
