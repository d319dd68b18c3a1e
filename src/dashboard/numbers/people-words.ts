import * as texts from '#texts/people.ts';
import { own } from '../../catalogue/own.ts';
import { OF_FACTS, OF_FEATURE } from '../../catalogue/person-numbers.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { type Condition, readPersonTest } from '../../contract/person-filter.ts';
import { calendarDay } from '../format/date.ts';
import { exact } from '../format/number.ts';

/** What a condition on people is about. */
export function personLabel(name: string, c: PanelCatalogue): string {
  // A counter may be called as its feature is.
  if (name.startsWith(OF_FEATURE))
    return texts.activitiesIn(own(c.features, name.slice(OF_FEATURE.length))?.label ?? name);
  if (name.startsWith(OF_FACTS)) return own(texts.facts, name.slice(OF_FACTS.length)) ?? name;
  return own(c.counters, name)?.label ?? own(texts.named, name) ?? name;
}

/** Conditions on one thing, as a sentence without a verb: what can't be read stands as it was written. */
export function personWords(name: string, text: string, c: PanelCatalogue): string {
  return `${personLabel(name, c)} ${textWords(name, text, c)}`;
}

/** @example textWords('activities', '>=1,fell', catalogue) // 'at least 1 and fell' */
export function textWords(name: string, text: string, c: PanelCatalogue): string {
  const test = readPersonTest(c, name, text);
  return typeof test === 'string' ? text : texts.both(test.conditions.map(conditionWords));
}

/**
 * A condition in words, after what it is about.
 *
 * @example conditionWords({ is: 'change', way: 'fell', limit: '>=', n: 50, percent: true }) // 'fell by at least 50 %'
 */
function conditionWords(condition: Condition): string {
  switch (condition.is) {
    case 'number':
      return (condition.limit === '=' ? '' : texts.limits[condition.limit]) + exact(condition.n);
    case 'change': {
      const { way, limit, n, percent } = condition;
      if (way === 'fell' && percent && n === 100) return texts.fellToZero;
      return n === 0 ? texts.changed[way] : texts.changedBy(way, limit, exact(n) + (percent ? ' %' : ''));
    }
    case 'flag':
      return condition.value ? texts.internalOnly : texts.internalLeftOut;
    case 'when':
      if ('date' in condition) return texts.sides[condition.side](dayWords(condition.date));
      if ('days' in condition) return texts.ago[condition.side](condition.days, exact(condition.days));
      return condition.side === 'never' ? texts.never : texts.inTheRange;
  }
}

const dayWords = (date: string) => (date.length === 10 ? calendarDay(date) : date);
