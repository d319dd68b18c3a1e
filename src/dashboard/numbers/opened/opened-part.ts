import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { OpenedFacts } from './opened-facts.ts';
import type { OpenedRows } from './opened-rows.ts';

/** Dots separate what an address names. */
const encoded = (value: string) => encodeURIComponent(value).replaceAll('.', '%2E');

/** The rows of a number that share a value of what a change is split by: a feature, a breakdown's value, an hour. */
export const partKey = (of: string, dimension: string, value: string): string =>
  `part.${dimension}.${encoded(value)}.${of}`;

/** What is split by beside breakdowns, as filters are named. */
const DIMENSIONS = [
  'feature',
  'action',
  'hour',
  'weekday',
  'account',
  'referralCode',
  'paid',
  'mostUsed',
  'segment',
] as const;

export function openedPart(
  key: string,
  c: PanelCatalogue,
  openedBy: (key: string, c: PanelCatalogue) => OpenedRows | OpenedFacts | null,
): OpenedRows | null {
  const [, dimension = '', text = '', ...rest] = key.split('.');
  const value = decoded(text);
  const whole = openedBy(rest.join('.'), c);
  if (value === null || !whole || whole.list) return null;
  const isBreakdown = Object.hasOwn(c.breakdowns, dimension);
  if (!isBreakdown && !DIMENSIONS.some((name) => name === dimension)) return null;
  const { filter } = whole;
  return {
    ...whole,
    part: { dimension, key: value },
    filter: isBreakdown
      ? { ...filter, breakdowns: { ...filter.breakdowns, [dimension]: value } }
      : { ...filter, [dimension]: value },
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
