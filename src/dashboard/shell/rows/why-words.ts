import * as texts from '#texts/why.ts';
import { own } from '../../../catalogue/own.ts';
import type { WhyPart } from '../../../contract/families/explore/why.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { weekdayName } from '../../format/date.ts';

export const dimensionLabel = (dimension: string, c: PanelCatalogue): string =>
  texts.dimensions[dimension] ?? own(c.breakdowns, dimension)?.label ?? dimension;

/** What a part is called, in the panel's language as far as that knows it. */
export function partLabel(
  dimension: string,
  { key, label }: Pick<WhyPart, 'key' | 'label'>,
  c: PanelCatalogue,
) {
  if (key === '(none)') return texts.none;
  if (key === '(erased)') return texts.erased;
  switch (dimension) {
    case 'feature':
    case 'mostUsed':
      return own(c.features, key)?.label ?? label;
    case 'action':
      return own(c.actions, key)?.label ?? label;
    case 'joined':
      return texts.joined[key] ?? label;
    case 'weekday':
      return weekdayName(Number(key) - 1);
    case 'hour':
      return `${key}:00`;
    default:
      return label;
  }
}
