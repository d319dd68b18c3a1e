import * as texts from '#texts/numbers.ts';
import { own } from '../../catalogue/own.ts';
import type { Meta } from '../../contract/common.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import { type Pairs, pairsOf, pairsText } from '../data/url/pairs.ts';
import { dayIn, lastInstant } from '../format/date.ts';
import { groupingLabel, partLabel } from './groupings.ts';
import type { OpenedRows, RowsFilter } from './opened/opened-rows.ts';

/** Everything that an address needs to list a group's activities: the report's filters with the group's key. */
export const groupKey = (filters: Pairs, key: Pairs): string => `group.${pairsText({ ...filters, ...key })}`;

/** The first and the last day of a range may be cut by it: their groups are of what lies inside. */
export function daySpan(
  day: string,
  { start, end, timezone }: Pick<Meta, 'start' | 'end' | 'timezone'>,
): Pairs {
  return {
    day,
    ...(dayIn(timezone, start) === day && { from: start }),
    ...(dayIn(timezone, lastInstant(end)) === day && { to: end }),
  };
}

const FIXED = ['feature', 'action', 'user', 'day', 'from', 'to', 'search', 'internal'];
/** Of the filter alone: a day that the range cuts, and who is counted. */
const UNTOLD = ['from', 'to', 'internal'];
const DETAIL = 'details.';

/** The activities of a group; null where the key is none. */
export function openedGroup(key: string, c: PanelCatalogue): OpenedRows | null {
  const pairs = pairsOf(key.slice('group.'.length));
  const names = Object.keys(pairs);
  const known = (name: string) =>
    FIXED.includes(name) || detailIn(name, c) !== null || Object.hasOwn(c.breakdowns, name);
  if (names.length === 0 || !names.every(known)) return null;
  const shown = names.filter((name) => !UNTOLD.includes(name));
  const words = shown.map((name) => partLabel(name, own(pairs, name) ?? '', c)).join(' · ');
  const asked = shown
    .map((name) => `${labelOf(name, c)} ${partLabel(name, own(pairs, name) ?? '', c)}`)
    .join(', ');
  return {
    label: words || texts.activities,
    definition: asked ? texts.activitiesWith(asked) : texts.everything,
    filter: groupFilter(pairs, c),
  };
}

/** A report's filters, or a group's, as the API takes them. */
export function groupFilter(pairs: Pairs, c: PanelCatalogue): RowsFilter {
  const { feature, action, user, day, from, to, search, internal } = pairs as Partial<Record<string, string>>;
  const details = entries(
    pairs,
    (name) => detailIn(name, c) !== null,
    (name) => detailIn(name, c)!,
  );
  const breakdowns = entries(pairs, (name) => Object.hasOwn(c.breakdowns, name));
  return {
    ...(feature && { feature }),
    ...(action && { action }),
    ...(user && { userId: user }),
    ...(search && { search }),
    ...(internal && { excludeInternal: false }),
    ...(day && { period: undefined, startDate: from ?? day, endDate: to ?? day }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(Object.keys(breakdowns).length > 0 && { breakdowns }),
  };
}

/** The detail that a filter or a group is of: `details.NAME`, or one that is grouped by; null for anything else. */
function detailIn(name: string, c: PanelCatalogue): string | null {
  if (name.startsWith(DETAIL)) return name.slice(DETAIL.length);
  return c.details.includes(name) && !FIXED.includes(name) ? name : null;
}

function entries(pairs: Pairs, take: (name: string) => boolean, named = (name: string) => name) {
  return Object.fromEntries(
    Object.entries(pairs)
      .filter(([name]) => take(name))
      .map(([name, value]) => [named(name), value]),
  );
}

const labelOf = (name: string, c: PanelCatalogue) =>
  name.startsWith(DETAIL) ? name.slice(DETAIL.length) : groupingLabel(name, c);
