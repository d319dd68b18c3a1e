import { own } from '../../catalogue/own.ts';
import { OF_FACTS, OF_FEATURE, type PersonFact } from '../../catalogue/person-numbers.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { type Condition, type Limit, readPersonTest } from '../../contract/person-filter.ts';
import { calendarDay } from '../format/date.ts';
import { exact } from '../format/number.ts';

/** What the platform's facts are called where they are counted by person. */
const FACT_LABELS: Readonly<Record<PersonFact, string>> = {
  communityShares: 'Shares in the community',
  communityLikes: 'Likes in the community',
  referrals: 'Referrals made',
  payments: 'Payments',
};

const FIXED: Readonly<Record<string, string>> = {
  activities: 'Activities',
  totalActivity: 'Total activity',
  lastSeen: 'Last seen',
  joined: 'Joined',
  internal: 'Staff and bots',
};

/** What a condition on people is about. */
export function personLabel(name: string, c: PanelCatalogue): string {
  // A counter may be called as its feature is.
  if (name.startsWith(OF_FEATURE))
    return `Activities in ${own(c.features, name.slice(OF_FEATURE.length))?.label ?? name}`;
  if (name.startsWith(OF_FACTS)) return own(FACT_LABELS, name.slice(OF_FACTS.length)) ?? name;
  return own(c.counters, name)?.label ?? own(FIXED, name) ?? name;
}

/** Conditions on one thing, as a sentence without a verb: what can't be read stands as it was written. */
export function personWords(name: string, text: string, c: PanelCatalogue): string {
  return `${personLabel(name, c)} ${textWords(name, text, c)}`;
}

/** @example textWords('activities', '>=1,fell', catalogue) // 'at least 1 and fell' */
export function textWords(name: string, text: string, c: PanelCatalogue): string {
  const test = readPersonTest(c, name, text);
  return typeof test === 'string' ? text : test.conditions.map(conditionWords).join(' and ');
}

const LIMITS: Readonly<Record<Limit, string>> = {
  '=': '',
  '>=': 'at least ',
  '>': 'more than ',
  '<=': 'at most ',
  '<': 'less than ',
};

/**
 * A condition in words, after what it is about.
 *
 * @example conditionWords({ is: 'change', way: 'fell', limit: '>=', n: 50, percent: true }) // 'fell by at least 50 %'
 */
function conditionWords(condition: Condition): string {
  switch (condition.is) {
    case 'number':
      return `${LIMITS[condition.limit]}${exact(condition.n)}`;
    case 'change': {
      const { way, limit, n, percent } = condition;
      if (way === 'fell' && percent && n === 100) return 'fell to zero';
      if (n === 0) return way;
      return `${way} by ${LIMITS[limit]}${exact(n)}${percent ? ' %' : ''}`;
    }
    case 'flag':
      return condition.value ? 'only' : 'left out';
    case 'when': {
      if ('date' in condition) return `${condition.side} ${dayWords(condition.date)}`;
      if (condition.side === 'never') return 'never';
      if (condition.side === 'range') return 'in the range';
      const days =
        'days' in condition ? `${exact(condition.days)} ${condition.days === 1 ? 'day' : 'days'}` : '';
      return condition.side === 'within' ? `in the last ${days}` : `more than ${days} ago`;
    }
  }
}

const dayWords = (date: string) => (date.length === 10 ? calendarDay(date) : date);
