import { type ChangeCondition, conditionText, type Limit, readChange, readNumber } from './person-filter.ts';
import { isBounded, RULE_SPANS, type RuleSpan, readRuleSpan, ruleSpanText } from './rule-span.ts';
import { readStep, type Step, type StepNames, stepText } from './steps.ts';

/**
 * Who is meant, by rules. An address has them as text, rules that all have to hold with `;` between, and those of which
 * any has to with `|`: `did:session_created:>=3:30days;did:session_shared:0:ever|role:admin`.
 *
 * `did:STEP:COUNT:SPAN` (an activity, which is any where STEP is empty), `first:STEP:SPAN` and `last:STEP:SPAN` (when it was
 * done first, or last), `number:NAME:COUNT:SPAN` (a number of a person's), `change:NAME:fell>=50%:SPAN` (against as long
 * before), `joined:SPAN`, `role:NAME,…`, `referred:anybody`, `nobody`, `code=…` or `by=…`, `internal:true`. STEP as in
 * `steps.ts`, SPAN as in `rule-span.ts`.
 *
 * Free of zod and of the server: the panel writes and reads the same rules.
 */
export type Rule =
  | {
      readonly is: 'did';
      readonly step: Step | null;
      readonly limit: Limit;
      readonly n: number;
      readonly span: RuleSpan;
    }
  | { readonly is: 'first' | 'last'; readonly step: Step | null; readonly span: RuleSpan }
  | {
      readonly is: 'number';
      readonly of: string;
      readonly limit: Limit;
      readonly n: number;
      readonly span: RuleSpan;
    }
  | { readonly is: 'change'; readonly of: string; readonly change: ChangeCondition; readonly span: RuleSpan }
  | { readonly is: 'joined'; readonly span: RuleSpan }
  | { readonly is: 'role'; readonly roles: readonly string[] }
  | { readonly is: 'referred'; readonly how: 'anybody' | 'nobody' }
  | { readonly is: 'referred'; readonly how: 'code' | 'by'; readonly value: string }
  | { readonly is: 'internal'; readonly value: boolean };

/** All have to hold, of each any. */
export type Rules = readonly (readonly Rule[])[];

/** Rules in all, and groups of them. */
export const MOST_RULES = 20;

export interface RuleNames extends StepNames {
  /** Numbers of a person. */
  readonly numbers: readonly string[];
}

const COUNT = 'a count (3, >=3, >3, <=3, <3)';
const TAKES: Readonly<Record<Rule['is'], string>> = {
  did: `did:STEP:COUNT:SPAN with ${COUNT} and a span (${RULE_SPANS})`,
  first: `first:STEP:SPAN with a span (${RULE_SPANS})`,
  last: `last:STEP:SPAN with a span (${RULE_SPANS})`,
  number: `number:NAME:COUNT:SPAN with ${COUNT} and a span (${RULE_SPANS})`,
  change:
    'change:NAME:CHANGE:SPAN with a change (fell>=50%, rose>=10, fell, rose) and a span of some days (30days, 2026-03-01..2026-03-31)',
  joined: `joined:SPAN with a span (${RULE_SPANS}) that isn't ever`,
  role: 'role:NAME, or several with commas',
  referred: 'referred:anybody, referred:nobody, referred:code=CODE or referred:by=USERID',
  internal: 'internal:true or internal:false',
};

/** Reads one rule; a text where it is none, which follows its name. */
export function readRule(names: RuleNames, text: string): Rule | string {
  const [is = '', ...parts] = text.split(':');
  if (!Object.hasOwn(TAKES, is))
    return `is ${text === '' ? 'empty' : `none (${text.slice(0, 40)})`}; takes ${Object.keys(TAKES).join(', ')}, such as did:${names.actions[0]}:>=3:30days`;
  const kind = is as Rule['is'];
  return read[kind](names, parts, kind) ?? `takes ${TAKES[kind]}`;
}

/** Null for what isn't as `TAKES` says; a text for a name that is unknown. */
type Read = (names: RuleNames, parts: readonly string[], is: Rule['is']) => Rule | string | null;

const stepOf = (names: RuleNames, parts: readonly string[]): Step | string | null =>
  parts.join(':') === '' ? null : readStep(names, parts.join(':'));

const whenOf: Read = (names, parts, is) => {
  const span = readRuleSpan(parts.at(-1) ?? '');
  if (span === null || parts.length < 2) return null;
  const step = stepOf(names, parts.slice(0, -1));
  return typeof step === 'string' ? step : { is: is as 'first' | 'last', step, span };
};

const numberOf = ({ numbers }: RuleNames, name: string | undefined) =>
  numbers.includes(name ?? '')
    ? null
    : `names ${(name ?? '').slice(0, 40)}, which is unknown; takes ${numbers.join(', ')}`;

const read: Readonly<Record<Rule['is'], Read>> = {
  did(names, parts) {
    const [count, span] = [readNumber(parts.at(-2) ?? ''), readRuleSpan(parts.at(-1) ?? '')];
    if (count === null || span === null || parts.length < 3) return null;
    const step = stepOf(names, parts.slice(0, -2));
    return typeof step === 'string' ? step : { is: 'did', step, limit: count.limit, n: count.n, span };
  },
  first: whenOf,
  last: whenOf,
  number(names, [of, limit = '', when = '', ...more]) {
    const [count, span] = [readNumber(limit), readRuleSpan(when)];
    if (count === null || span === null || more.length > 0) return null;
    return numberOf(names, of) ?? { is: 'number', of: of!, limit: count.limit, n: count.n, span };
  },
  change(names, [of, by = '', when = '', ...more]) {
    const [change, span] = [readChange(by), readRuleSpan(when)];
    if (change === null || span === null || !isBounded(span) || more.length > 0) return null;
    return numberOf(names, of) ?? { is: 'change', of: of!, change, span };
  },
  joined(_, [when = '', ...more]) {
    const span = readRuleSpan(when);
    return span === null || span.is === 'ever' || more.length > 0 ? null : { is: 'joined', span };
  },
  role(_, parts) {
    const roles = parts.join(':').split(',').map(decoded);
    return roles.some((role) => !isValue(role)) ? null : { is: 'role', roles: [...new Set(roles)].sort() };
  },
  referred(_, parts) {
    const [how = '', ...rest] = parts.join(':').split('=');
    if (rest.length === 0) return how === 'anybody' || how === 'nobody' ? { is: 'referred', how } : null;
    const value = decoded(rest.join('='));
    return (how === 'code' || how === 'by') && isValue(value) ? { is: 'referred', how, value } : null;
  },
  internal: (_, [value, ...more]) =>
    (value === 'true' || value === 'false') && more.length === 0
      ? { is: 'internal', value: value === 'true' }
      : null,
};

const LONGEST_VALUE = 200;
const isValue = (text: string) => text !== '' && text.length <= LONGEST_VALUE;

/** Nothing where it was cut in the midst of a character. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The one spelling that equal rules share. */
export function ruleText(rule: Rule): string {
  switch (rule.is) {
    case 'did':
      return `did:${rule.step ? stepText(rule.step) : ''}:${countText(rule)}:${ruleSpanText(rule.span)}`;
    case 'first':
    case 'last':
      return `${rule.is}:${rule.step ? stepText(rule.step) : ''}:${ruleSpanText(rule.span)}`;
    case 'number':
      return `number:${rule.of}:${countText(rule)}:${ruleSpanText(rule.span)}`;
    case 'change':
      return `change:${rule.of}:${conditionText(rule.change)}:${ruleSpanText(rule.span)}`;
    case 'joined':
      return `joined:${ruleSpanText(rule.span)}`;
    case 'role':
      return `role:${rule.roles.map(encodeURIComponent).join(',')}`;
    case 'referred':
      return `referred:${'value' in rule ? `${rule.how}=${encodeURIComponent(rule.value)}` : rule.how}`;
    case 'internal':
      return `internal:${rule.value}`;
  }
}

const countText = ({ limit, n }: { readonly limit: Limit; readonly n: number }) =>
  conditionText({ is: 'number', limit, n });

/** Reads `RULE;RULE|RULE`; a text where something in it is none. */
export function readRules(names: RuleNames, text: string): Rules | string {
  const groups = text.split(';').map((group) => group.split('|'));
  const all = groups.flat();
  if (all.length > MOST_RULES) return `takes ${MOST_RULES} rules at most, and has ${all.length}`;
  const rules: Rule[][] = [];
  let place = 0;
  for (const group of groups) {
    const found: Rule[] = [];
    for (const part of group) {
      place++;
      const rule = readRule(names, part);
      if (typeof rule === 'string') return `rule ${place} ${rule}`;
      found.push(rule);
    }
    rules.push(found);
  }
  return rules;
}

export const rulesText = (rules: Rules): string =>
  rules.map((group) => group.map(ruleText).join('|')).join(';');
