import * as texts from '#texts/parts.ts';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import { alignment } from '../../dashboard/data/url/alignment.ts';
import { anyOf } from '../../dashboard/format/list.ts';
import { WrongAttribute } from './wrong-attribute.ts';

const COMPARISONS = ['previous_period', 'previous_year', 'none'] as const;
/** As the panel opens. */
const USUAL_PERIOD = '30days';

/** An attribute's text; undefined where it isn't there or says nothing. */
export const textOf = (element: Element, name: string): string | undefined =>
  element.getAttribute(name)?.trim() || undefined;

/** Whether an attribute is there, but for `live="false"`. */
export const isOn = (element: Element, name: string): boolean =>
  element.hasAttribute(name) && element.getAttribute(name) !== 'false';

/** @throws WrongAttribute where it isn't there */
export function demanded(element: Element, name: string): string {
  const text = textOf(element, name);
  if (text === undefined) throw new WrongAttribute(name, texts.takesUserId);
  return text;
}

/** @throws WrongAttribute for any other, and for none where there is no `usual` one */
export function oneOf<Value extends string>(
  element: Element,
  name: string,
  accepted: readonly Value[],
  usual?: Value,
): Value {
  const text = textOf(element, name) ?? usual;
  const known = accepted.find((each) => each === text);
  if (known === undefined) throw new WrongAttribute(name, texts.takes(anyOf(accepted)));
  return known;
}

/** @throws WrongAttribute for what is no whole number within the bounds */
export function wholeOf(element: Element, name: string, min: number, max: number, usual: number): number {
  const text = textOf(element, name);
  if (text === undefined) return usual;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw new WrongAttribute(name, texts.takesWhole(min, max));
  return number;
}

/** The range without a comparison: of the element, in its zone, else the operator's, else the browser's. The server judges what it says. */
export function spanOf(element: Element, panel: PanelInfo, refresh: boolean) {
  const startDate = textOf(element, 'start-date');
  const endDate = textOf(element, 'end-date');
  const period = textOf(element, 'period') ?? (startDate || endDate ? undefined : USUAL_PERIOD);
  const zone =
    textOf(element, 'timezone') ??
    panel.operator.preferences.timezone ??
    Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...(period && { period }),
    ...(startDate && { startDate }),
    ...(endDate && { endDate }),
    // By leaving out the server's own, those who have it share one answer.
    ...(zone !== panel.timezone && { timezone: zone }),
    ...(refresh && { refresh: 'force' as const }),
  };
}

/** The range with what it is compared with, by the weekdays where the panel does. */
export function rangeOf(element: Element, panel: PanelInfo, refresh: boolean) {
  const span = spanOf(element, panel, refresh);
  const compare = oneOf(element, 'compare', COMPARISONS, 'previous_period');
  return { ...span, compare, ...alignment(span, compare) };
}
