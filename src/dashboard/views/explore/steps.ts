import * as texts from '#texts/explore.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { readStep, type Step, type StepNames, stepNamesOf, stepText } from '../../../contract/steps.ts';
import { partLabel } from '../../numbers/groupings.ts';

export const namesOf = (c: PanelCatalogue): StepNames => stepNamesOf(c, c.details);

export const stepOf = (step: Partial<Step>): Step => ({
  actions: [],
  feature: null,
  values: {},
  details: {},
  ...step,
});

/** A condition of the address; null for any activity. What no catalogue knows is left to the server to refuse. */
export function conditionIn(text: string | undefined, c: PanelCatalogue): Step | null {
  const step = text === undefined ? null : readStep(namesOf(c), text);
  return typeof step === 'string' ? null : step;
}

export const conditionText = (step: Step | null): string | undefined =>
  step === null ? undefined : stepText(step);

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
