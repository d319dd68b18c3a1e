import * as texts from '#texts/views.ts';
import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { pairsOf } from '../../data/url/pairs.ts';
import { type RangeSearch, rangeSearch } from '../../data/url/range.ts';
import { calendarDay } from '../../format/date.ts';
import { allOf } from '../../format/list.ts';
import { capital } from '../../numbers/groupings.ts';
import { personWords } from '../../numbers/people-words.ts';
import { ADMINISTRATION } from '../administration.ts';
import { isDay } from '../range/days.ts';
import { rangeLabel, wholeUnit } from '../range/units.ts';
import { TABS } from '../tabs.ts';
import type { Address } from './address.ts';

/** A page's name. */
export function pageName(path: string): string {
  const [first = '', second] = path.split('/');
  const known = [...TABS, ...ADMINISTRATION].find(({ to }) => to === `/${first}`);
  if (known) return known.label;
  return first === 'users' && second ? texts.user(decodeURIComponent(second)) : capital(first);
}

/** A period by its name, which moves on with time; dates as dates, which stay. */
function rangeWords(range: RangeSearch): string {
  const { startDate, endDate } = range;
  if (!startDate || (isDay(startDate) && isDay(endDate) && wholeUnit({ startDate, endDate })))
    return rangeLabel(range);
  const day = (text: string) => (isDay(text) ? calendarDay(text) : text);
  return texts.to(day(startDate), endDate ? day(endDate) : texts.now);
}

/** What becomes of the range of a view that is saved. */
export function rangeNote({ search }: Address): string {
  const range = rangeSearch(Object.fromEntries(new URLSearchParams(search)));
  return range.startDate ? texts.datesStay : texts.periodMoves(rangeLabel(range));
}

/**
 * A view in words: its page, its range, its filters.
 *
 * @example describe({ path: 'reports', search: 'by=theme%2Cday&period=90days' }, catalogue) // 'Reports · Last 90 days · by theme and day'
 */
export function describe({ path, search }: Address, c: PanelCatalogue): string {
  const asked = Object.fromEntries(new URLSearchParams(search));
  const words = [pageName(path), rangeWords(rangeSearch(asked))];
  if (asked.by) words.push(texts.by(allOf(asked.by.split(','))));
  if (asked.feature) words.push(own(c.features, asked.feature)?.label ?? asked.feature);
  if (asked.action) words.push(own(c.actions, asked.action)?.label ?? asked.action);
  for (const [name, value] of Object.entries(pairsOf(asked.where))) words.push(`${name} ${value}`);
  for (const [name, text] of Object.entries(pairsOf(asked.people))) words.push(personWords(name, text, c));
  if (asked.metric) words.push(asked.metric);
  if (asked.search) words.push(`“${asked.search}”`);
  if (asked.sort) words.push(texts.sortedBy(own(c.counters, asked.sort)?.label ?? asked.sort));
  if (asked.timezone) words.push(asked.timezone);
  return words.join(' · ');
}
