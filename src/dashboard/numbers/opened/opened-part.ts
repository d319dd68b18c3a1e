import { own } from '../../../catalogue/own.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { OpenedFacts } from './opened-facts.ts';
import type { OpenedRows } from './opened-rows.ts';

/** Dots separate what an address names. */
const encoded = (value: string) => encodeURIComponent(value).replaceAll('.', '%2E');

/** The rows of a number that share a feature, an action or a breakdown's value. */
export const partKey = (of: string, dimension: string, value: string): string =>
  `part.${dimension}.${encoded(value)}.${of}`;

export function openedPart(
  key: string,
  c: PanelCatalogue,
  openedBy: (key: string, c: PanelCatalogue) => OpenedRows | OpenedFacts | null,
): OpenedRows | null {
  const [, dimension = '', text = '', ...rest] = key.split('.');
  const value = decoded(text);
  const whole = openedBy(rest.join('.'), c);
  if (value === null || !whole || whole.list) return null;
  const { filter, definition } = whole;
  const told = (label: string, more: object) => ({
    label: `${whole.label}: ${label}`,
    definition,
    filter: { ...filter, ...more },
  });
  if (dimension === 'feature') return told(own(c.features, value)?.label ?? value, { feature: value });
  if (dimension === 'action') return told(own(c.actions, value)?.label ?? value, { action: value });
  if (!Object.hasOwn(c.breakdowns, dimension)) return null;
  return told(value, { breakdowns: { ...filter.breakdowns, [dimension]: value } });
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
