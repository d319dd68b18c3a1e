import * as texts from '#texts/numbers.ts';
import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { openedGroup } from '../group-key.ts';
import { type ActivityNumberDef, isNumber, numberOf } from '../numbers.ts';
import { toldActions } from '../told-actions.ts';
import {
  type OpenedFacts,
  ofCredits,
  ofLiked,
  ofLikes,
  ofPayments,
  ofReferrals,
  ofShares,
} from './opened-facts.ts';
import { openedPart } from './opened-part.ts';
import { filterOf, type OpenedRows } from './opened-rows.ts';

export type Opened = OpenedRows | OpenedFacts;

/**
 * What a number counts; null for one that no filter can list, as what is counted without rows.
 *
 * @example openedBy('counter.captionThemeJoi', catalogue)?.filter // { action: 'smart_caption_generated', breakdowns: { theme: 'JOI' } }
 */
export function openedBy(key: string, c: PanelCatalogue): Opened | null {
  const [kind = '', name = '', ...rest] = key.split('.');
  switch (kind) {
    case 'activities':
      return { ...toldOf(numberOf('activities', c)), filter: {} };
    case 'feature':
      return Object.hasOwn(c.features, name) ? ofFeature(name, c) : null;
    case 'action':
      return Object.hasOwn(c.actions, name) ? ofAction(name, c) : null;
    case 'counter':
      return Object.hasOwn(c.counters, name) ? ofCounter(name, c) : null;
    case 'metric':
      return ofNumber(name, c);
    case 'totalActivity':
      return ofNumber('totalActivity', c);
    case 'allCaptions':
      return ofNumber('totalCaptions', c);
    case 'payments':
      return ofPayments(name, rest.join('.'));
    case 'credits':
      return ofCredits();
    case 'referrals':
      return ofReferrals(name, rest.join('.'));
    case 'shares':
      return ofShares(name);
    case 'liked':
      return ofLiked(name);
    case 'likes':
    case 'likesReceived':
      return ofLikes(kind);
    case 'group':
      return openedGroup(key, c);
    case 'people':
      return ofPeople(name, c);
    case 'part':
      return openedPart(key, c, openedBy);
    case 'by':
      return Object.hasOwn(c.breakdowns, name) ? ofValue(name, rest.join('.'), c) : null;
    default:
      return null;
  }
}

/** Who is behind a number that counts no activities: people, or signals. */
function ofPeople(name: string, c: PanelCatalogue): OpenedRows | null {
  if (name === 'activeUsers')
    return { ...toldOf(numberOf(name, c)), filter: {}, people: { by: 'activities' } };
  if (name === 'newUsers')
    return { ...toldOf(numberOf(name, c)), filter: {}, people: { by: 'activities', joined: 'range' } };
  const counter = own(c.counters, name);
  return counter ? { label: counter.label, definition: '', filter: {}, people: { by: name } } : null;
}

function ofFeature(name: string, c: PanelCatalogue): Opened {
  const label = own(c.features, name)?.label ?? name;
  return {
    label,
    definition: texts.everythingIn(label),
    filter: { feature: name },
  };
}

function ofAction(name: string, c: PanelCatalogue): Opened {
  return {
    label: own(c.actions, name)?.label ?? name,
    definition: texts.eachOnce(toldActions([name], c)),
    filter: { action: name },
  };
}

function ofCounter(name: string, c: PanelCatalogue): Opened | null {
  const counter = own(c.counters, name);
  const filter = counter && filterOf([counter.counts], c);
  if (!counter || !filter) return null;
  const { actions, where } = counter.counts;
  const having = where ? texts.having(labelOf(where.breakdown, c), where.value) : '';
  return { label: counter.label, definition: texts.eachOnce(toldActions(actions, c) + having), filter };
}

/** A sum of activities, with what it takes off. */
function ofNumber(name: string, c: PanelCatalogue): OpenedRows | null {
  const number = isNumber(name) ? numberOf(name, c) : null;
  const counts = number?.counts;
  const terms = (counts && own(c.metrics, counts)) ?? [];
  const filter = filterOf(terms, c);
  if (!filter || !number) return null;
  const minus = terms.filter(({ weight }) => weight < 0).flatMap(({ actions }) => actions);
  const taken = minus.length > 0 && { minus: minus.join(',') };
  return { ...toldOf(number), filter, ...taken };
}

const toldOf = ({ label, definition }: ActivityNumberDef) => ({ label, definition });

/** What didn't get a line of its own has no name to ask for. */
export const OTHER = '(other)';

function ofValue(breakdown: string, value: string, c: PanelCatalogue): Opened | null {
  const def = own(c.breakdowns, breakdown);
  if (!def || value === '' || value === OTHER) return null;
  const definition = texts.eachOnce(toldActions(def.actions, c) + texts.having(labelOf(breakdown, c), value));
  return { label: `${def.label}: ${value}`, definition, filter: { breakdowns: { [breakdown]: value } } };
}

const labelOf = (breakdown: string, c: PanelCatalogue) => own(c.breakdowns, breakdown)?.label ?? breakdown;
