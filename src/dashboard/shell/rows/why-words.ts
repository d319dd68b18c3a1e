import * as texts from '#texts/why.ts';
import { own } from '../../../catalogue/own.ts';
import { NONE } from '../../../contract/families/explore/none.ts';
import type { WhyPart, WhySplit } from '../../../contract/families/explore/why.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { NOT } from '../../../contract/families/segments/slug.ts';
import { weekdayName } from '../../format/date.ts';

/** A segment's split is called as it is itself: by its name, which the part of its members has. */
export function dimensionLabel({ dimension, parts }: WhySplit, c: PanelCatalogue): string {
  const segment = dimension.startsWith(OF_SEGMENT) && dimension.slice(OF_SEGMENT.length);
  if (segment) return texts.segment(parts.find(({ key }) => key === segment)?.label ?? segment);
  return texts.dimensions[dimension] ?? own(c.breakdowns, dimension)?.label ?? dimension;
}

const OF_SEGMENT = 'segment.';

/** What a part is called, in the panel's language as far as that knows it. */
export function partLabel(
  dimension: string,
  { key, label }: Pick<WhyPart, 'key' | 'label'>,
  c: PanelCatalogue,
) {
  if (key === NONE) return texts.none;
  if (key === '(erased)') return texts.erased;
  switch (dimension) {
    case 'feature':
    case 'mostUsed':
      return own(c.features, key)?.label ?? label;
    case 'action':
      return own(c.actions, key)?.label ?? label;
    case 'account':
      return texts.account[key] ?? label;
    case 'paid':
      return texts.paid[key] ?? label;
    case 'weekday':
      return weekdayName(Number(key) - 1);
    case 'hour':
      return `${key}:00`;
    default:
      return key.startsWith(NOT) && dimension.startsWith('segment') ? texts.outside : label;
  }
}
