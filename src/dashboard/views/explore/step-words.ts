import * as texts from '#texts/explore.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import type { Step } from '../../../contract/steps.ts';
import { partLabel } from '../../numbers/groupings.ts';

/** A step as it is called: `Smart caption generated · JOI`. */
export function stepWords({ actions, feature, values, details }: Step, c: PanelCatalogue): string {
  const labels = actions.map((name) => partLabel('action', name, c));
  return [
    ...(labels.length > 0 ? [labels.length === 1 ? labels[0]! : texts.oneOf(labels)] : []),
    ...(feature === null ? [] : [texts.anythingIn(partLabel('feature', feature, c))]),
    ...Object.entries(values).map(([name, value]) => partLabel(name, value, c)),
    ...Object.entries(details).map(([name, value]) => `${name}: ${value}`),
  ].join(' · ');
}
