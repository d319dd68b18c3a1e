import { personNumbers } from '../../../../catalogue/person-numbers.ts';
import type { Query } from '../../../../client/index.ts';
import type { PanelCatalogue } from '../../../../contract/families/panel/index.ts';
import type { RuleSpan } from '../../../../contract/rule-span.ts';
import { type Rule, type RuleNames, type Rules, readRules, rulesText } from '../../../../contract/rules.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { spanQuery } from '../../../data/url/range.ts';
import { compact } from '../../../data/url/search.ts';
import { useAsk } from '../../../data/use-ask.ts';
import { namesOf } from '../steps.ts';
import { examplesOf } from './examples.ts';
import { type PeopleSearch, peopleSearch } from './search.ts';

const ruleNames = (c: PanelCatalogue): RuleNames => ({ ...namesOf(c), numbers: personNumbers(c) });

/** What is asked where an address doesn't say. */
const withRules = (search: PeopleSearch, c: PanelCatalogue): PeopleSearch =>
  search.rules === undefined ? { ...search, ...examplesOf(c)[0]!.search } : search;

/** As the API takes it. */
export const sizeQuery = ({ rules, ...search }: PeopleSearch) =>
  compact({ rules, timezone: spanQuery(search).timezone }) as Query<'peopleSize'>;

export const listQuery = (search: PeopleSearch) =>
  compact({
    ...sizeQuery(search),
    sortBy: search.sort,
    sortOrder: search.sort === undefined ? undefined : search.order,
  }) as Query<'peopleList'>;

/** The rules in the address and the way to change them. */
export function usePeople() {
  const { catalogue } = usePanel();
  const asked = useAsk(peopleSearch);
  const search = withRules(asked.search, catalogue);
  const read = readRules(ruleNames(catalogue), search.rules!);
  return {
    ...asked,
    search,
    /** Null for what no catalogue knows: the server says what it takes. */
    rules: typeof read === 'string' ? null : read,
    askRules: (rules: Rules) => {
      const places = rules.flat().length;
      const kept = search.sort !== undefined && search.sort <= places ? search.sort : undefined;
      asked.ask({
        rules: rulesText(rules),
        sort: kept,
        order: kept === undefined ? undefined : search.order,
      });
    },
  };
}

const LAST_DAYS: RuleSpan = { is: 'days', from: 30, until: 0 };

/** A rule of a kind, as it begins; what it has in common with the one before stays. */
export function freshRule(is: RuleKind, before: Rule | null, c: PanelCatalogue): Rule {
  const step = before && 'step' in before ? before.step : null;
  const span = before && 'span' in before ? before.span : LAST_DAYS;
  const of = before && 'of' in before ? before.of : 'activities';
  switch (is) {
    case 'did':
      return { is, step, limit: '>=', n: 1, span };
    case 'didnt':
      return { is: 'did', step, limit: '=', n: 0, span };
    case 'first':
    case 'last':
      return { is, step, span };
    case 'number':
      return { is, of, limit: '>=', n: 1, span };
    case 'change':
      return {
        is,
        of,
        change: { is: 'change', way: 'fell', limit: '>=', n: 50, percent: true },
        span: LAST_DAYS,
      };
    case 'joined':
      return { is, span: span.is === 'ever' ? LAST_DAYS : span };
    case 'role':
      return { is, roles: ['admin'] };
    case 'referred':
      return { is, how: 'anybody' };
    case 'internal':
      return { is, value: true };
    default:
      throw new Error(`no rule is ${is} in ${c.name}`);
  }
}

/** Rules as they are chosen: not to have done something is one of its own. */
export type RuleKind = Rule['is'] | 'didnt';

export const kindOf = (rule: Rule): RuleKind =>
  rule.is === 'did' && rule.n === 0 && (rule.limit === '=' || rule.limit === '<=') ? 'didnt' : rule.is;
