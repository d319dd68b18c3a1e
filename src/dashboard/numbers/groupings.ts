import * as texts from '#texts/numbers.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import type { Group, GroupSeries } from '../../contract/reports.ts';
import { calendarDay } from '../format/date.ts';

/** What activities are grouped by, in the order of the choice. */
export function groupingsOf(c: PanelCatalogue): { name: string; label: string }[] {
  return [
    { name: 'feature', label: texts.groupings.feature },
    { name: 'action', label: texts.groupings.action },
    ...Object.entries(c.breakdowns).map(([name, { label }]) => ({ name, label: texts.inSentence(label) })),
    ...c.details.map((name) => ({ name, label: wordsOf(name) })),
    { name: 'user', label: texts.groupings.user },
    { name: 'day', label: texts.groupings.day },
  ];
}

/** `mediaType` → `media type` */
export const wordsOf = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]|_./g, (c) => ` ${c.replace('_', '').toLowerCase()}`);

/** The groupings of an address that there are, one or two different ones. */
export function groupingNames(by: string | undefined, c: PanelCatalogue): string[] {
  const known = groupingsOf(c).map(({ name }) => name);
  return [...new Set((by ?? '').split(','))].filter((name) => known.includes(name)).slice(0, 2);
}

export const groupingLabel = (name: string, c: PanelCatalogue): string =>
  groupingsOf(c).find((each) => each.name === name)?.label ?? name;

/** A part of a group's key as it is called: a feature by its label, a day as a date. */
export function partLabel(grouping: string, value: string, c: PanelCatalogue): string {
  if (grouping === 'feature') return own(c.features, value)?.label ?? value;
  if (grouping === 'action') return own(c.actions, value)?.label ?? value;
  if (grouping === 'day') return calendarDay(value);
  return own(own(c.breakdowns, grouping)?.values ?? {}, value) ?? value;
}

/** A part of a group as it is called: a user by name, e-mail or id. */
export const partOf = (
  { key, user }: Pick<Group, 'key' | 'user'>,
  grouping: string,
  c: PanelCatalogue,
): string =>
  (grouping === 'user' && (user?.name ?? user?.email)) || partLabel(grouping, own(key, grouping) ?? '', c);

/** Series as the catalogue calls them in the panel's language; the one whole keeps its own name. */
export const namedSeries = (series: readonly GroupSeries[], c: PanelCatalogue): GroupSeries[] =>
  series.map((each) => {
    const names = Object.keys(each.key);
    return { ...each, label: names.map((name) => partOf(each, name, c)).join(' · ') || each.label };
  });

export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1);
